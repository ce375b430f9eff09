// Prints what cytoscape.js makes of a network: its elements, as JSON. FILE
const fs = require("fs");
const cytoscape = require("cytoscape");

const network = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const drawn = cytoscape({ headless: true, elements: network.elements, layout: { name: "preset" } });
console.log(
  JSON.stringify({
    nodes: drawn.nodes().map((node) => ({ ...node.data(), ...node.position() })),
    edges: drawn.edges().map((edge) => edge.data()),
    hub: drawn.nodes().max((node) => node.degree(true)).ele?.id(),
    far: drawn.elements().components().length,
  }),
);
