// Prints what fetch-sparql-endpoint gets of a SELECT, of a CONSTRUCT and of an ASK: URL
const printed = (stream, line) =>
  new Promise((resolve, reject) => {
    stream.on("data", (one) => console.log(line(one)));
    stream.on("error", reject);
    stream.on("end", resolve);
  });

async function main([endpoint]) {
  const { SparqlEndpointFetcher } = await import(require.resolve("fetch-sparql-endpoint"));
  const fetcher = new SparqlEndpointFetcher();
  const people = "?who a <https://w3id.org/kerege/ontology#Person>";
  await printed(await fetcher.fetchBindings(endpoint, `SELECT ?who { ${people} } LIMIT 2`), (row) => row.who.value);
  await printed(await fetcher.fetchTriples(endpoint, `CONSTRUCT WHERE { ${people} } LIMIT 2`), (one) => one.object.value);
  console.log(await fetcher.fetchAsk(endpoint, `ASK { ${people} }`));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
