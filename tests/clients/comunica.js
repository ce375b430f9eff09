// Prints the first column of a SELECT over one or several endpoints, found by their service descriptions: QUERY URL…
const { QueryEngine } = require("@comunica/query-sparql");

async function main([query, ...sources]) {
  const rows = await new QueryEngine().queryBindings(query, { sources });
  for (const row of await rows.toArray()) console.log([...row.values()][0].value);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
