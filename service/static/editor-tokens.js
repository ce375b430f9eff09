// What stands where in a SPARQL query: its tokens, and what could follow at a place. Follows the terminals of SPARQL 1.1
// (https://www.w3.org/TR/sparql11-query/#sparqlGrammar); a query that is being written is never wrong here.

const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\n\\r]*)",
    "(?<string>\"\"\"(?:[^\\\\]|\\\\.)*?(?:\"\"\"|$)|'''(?:[^\\\\]|\\\\.)*?(?:'''|$)|\"(?:[^\"\\\\\\n\\r]|\\\\.)*\"?|'(?:[^'\\\\\\n\\r]|\\\\.)*'?)",
    "(?<iri><[^<>\"{}|^`\\\\\\s]*>)",
    "(?<variable>[?$][\\p{L}\\p{N}_]*)",
    "(?<blank>_:[\\p{L}\\p{N}_.-]*)",
    "(?<name>(?:\\p{L}(?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-])?)?:(?:[\\p{L}\\p{N}_:%](?:(?:[\\p{L}\\p{N}_:.%-]|\\\\.)*(?:[\\p{L}\\p{N}_:%-]|\\\\.))?)?)",
    "(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
    "(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)",
    "(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)",
    "(?<space>\\s+)",
    "(?<mark>.)",
  ].join("|"),
  "gsu",
);

export const KEYWORDS = new Set(
  ("a,ABS,ADD,AND,AS,ASC,ASK,AVG,BASE,BIND,BNODE,BOUND,BY,CEIL,COALESCE,CONCAT,CONSTRUCT,CONTAINS,COUNT,DATATYPE,DAY,DESC," +
    "DESCRIBE,DISTINCT,ENCODE_FOR_URI,EXISTS,FALSE,FILTER,FLOOR,FROM,GRAPH,GROUP,GROUP_CONCAT,HAVING,HOURS,IF,IN,IRI,ISBLANK," +
    "ISIRI,ISLITERAL,ISNUMERIC,ISURI,LANG,LANGMATCHES,LCASE,LIMIT,MAX,MD5,MIN,MINUS,MINUTES,MONTH,NAMED,NOT,NOW,OFFSET," +
    "OPTIONAL,ORDER,PREFIX,RAND,REDUCED,REGEX,REPLACE,ROUND,SAMETERM,SAMPLE,SECONDS,SELECT,SEPARATOR,SERVICE,SHA1,SHA256,STR," +
    "STRAFTER,STRBEFORE,STRDT,STRENDS,STRLANG,STRLEN,STRSTARTS,STRUUID,SUBSTR,SUM,TIMEZONE,TRUE,TZ,UCASE,UNDEF,UNION,URI," +
    "UUID,VALUES,WHERE,YEAR").split(","),
);

/** Whether a word is one of SPARQL's, whatever its case; “a” is one in lower case alone. */
export const isKeyword = (word) => word === "a" || (word.length > 1 && KEYWORDS.has(word.toUpperCase()));

/** The tokens of a text; joined, they are the text. */
export function tokens(text) {
  return [...text.matchAll(TOKEN)].map((match) => {
    let kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    if (kind === "word" && isKeyword(match[0])) kind = "keyword";
    return { kind, text: match[0], start: match.index, end: match.index + match[0].length };
  });
}

/** The prefixes that a text declares, and where a further one belongs. */
export function declared(text) {
  const found = tokens(text).filter((token) => token.kind !== "space" && token.kind !== "comment");
  const prefixes = new Map();
  let end = 0;
  for (let at = 0; at < found.length && ["PREFIX", "BASE"].includes(found[at].text.toUpperCase()); ) {
    const base = found[at].text.toUpperCase() === "BASE";
    const [name, iri] = base ? [null, found[at + 1]] : [found[at + 1], found[at + 2]];
    if (name && iri?.kind === "iri") prefixes.set(name.text.slice(0, -1), iri.text.slice(1, -1));
    if (iri?.kind === "iri") end = iri.end;
    at += base ? 2 : 3;
  }
  return { prefixes, end };
}

const PATH = new Set(["/", "|", "^", "!"]);
const AFTER = { start: "predicate", predicate: "object", object: "end" };

/**
 * What may stand at a place: `place` is start, predicate, object (of a triple), prefix, or other; `of` the predicate that
 * an object belongs to; `typed` what is typed of it so far, from `from` on.
 */
export function expected(text, offset) {
  const before = tokens(text.slice(0, offset));
  const last = before.at(-1);
  if (last && (last.kind === "comment" || (last.kind === "string" && !/["']$/.test(last.text)))) return null;
  const typed = [];
  while (before.length && typing(before.at(-1), typed)) typed.unshift(before.pop());
  while (typed[0]?.kind === "space") before.push(typed.shift());
  const state = read(before.filter((token) => token.kind !== "space" && token.kind !== "comment"));
  const from = typed[0]?.start ?? offset;
  return { ...state, typed: text.slice(from, offset), from };
}

/** Whether a token is part of what is being typed: one name or variable, or the words of a name. */
function typing(token, typed) {
  if (typed.length === 0) return ["word", "name", "variable", "keyword"].includes(token.kind) || token.text === "<";
  if (["name", "variable"].includes(typed.at(-1).kind) || typed[0].text === "<") return false;
  if (typed.at(-1).kind === "keyword" && typed.length === 1) return token.text === "<";
  return token.kind === "word" || token.text === "<" || (token.kind === "space" && !token.text.includes("\n")) ||
    token.kind === "number" || token.text === "-" || token.text === "–";
}

function read(found) {
  const open = [];
  let place = "other";
  let of = "";
  for (const [at, token] of found.entries()) {
    const word = token.kind === "keyword" ? token.text.toUpperCase() : token.text;
    if (word === "PREFIX" && !open.length) place = "prefix";
    else if (place === "prefix") { if (token.kind === "iri") place = "other"; }
    else if (word === "{") { open.push(place); place = "start"; of = ""; }
    else if (word === "}" || word === ")" || word === "]") {
      place = open.pop() ?? "other";
      if (word === "]") place = AFTER[place] ?? place;
      if (word === "}" && open.length) place = "start";
    } else if (word === "(") {
      open.push(place === "predicate" ? "object" : place); // a path ends where its parenthesis does
      if (place !== "predicate") place = "other";
    }
    else if (word === "[") { open.push(place); place = "predicate"; }
    else if (!open.length || place === "other") continue;
    else if (word === ".") { place = "start"; of = ""; }
    else if (word === ";") place = "predicate";
    else if (word === ",") place = "object";
    else if (PATH.has(word)) place = "predicate";
    else if (token.kind === "keyword" && token.text !== "a") {
      if (!["TRUE", "FALSE", "GRAPH", "UNDEF"].includes(word)) place = "start";
    } else if (["name", "iri", "variable", "blank", "string", "number"].includes(token.kind) || token.text === "a") {
      if (found[at - 1]?.text.toUpperCase() === "GRAPH") continue;
      if (place === "predicate") of = token.text;
      place = AFTER[place] ?? place;
    }
  }
  return { place, of };
}
