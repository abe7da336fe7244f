/** The text of a card as the pages of the office show it, out of its blocks (`guidance/prose.py`). */

const TAGS = { heading: "h2", paragraph: "p", steps: "ol", points: "ul" };

/** A kind of block, and its items, each of runs of words: text, whether it is strong, where it links.
 * @typedef {[keyof typeof TAGS, [string, boolean, string][][]]} Block
 */

/** A block of a card's text. @param {Block} told */
export function block([kind, items]) {
  const made = document.createElement(TAGS[kind]);
  made.className = `prose-${kind}`;
  const isList = kind === "steps" || kind === "points";
  for (const runs of items) {
    const place = isList ? made.appendChild(document.createElement("li")) : made;
    place.append(...runs.map(run));
  }
  return made;
}

/**
 * Words that look alike. A link is told, since it may lead nowhere here.
 * @param {[string, boolean, string]} told
 */
function run([text, isStrong]) {
  if (!isStrong) return document.createTextNode(text);
  const made = document.createElement("strong");
  made.textContent = text;
  return made;
}
