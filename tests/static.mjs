/** Lets Node find the modules of all rooms side by side below /static/, as a browser does. */
import { registerHooks } from "node:module";

const ROOMS = new URL("../src/mobilink/", import.meta.url).href;
const SERVED = "http://mobilink.test";

/** @param {string} url of a file @returns {string} where a browser finds it */
function served(url) {
  const [, place] = url.slice(ROOMS.length).split(/^[^/]+\/static\//);
  return `${SERVED}/static/${place}`;
}

registerHooks({
  resolve(specifier, { parentURL = "" }, next) {
    const isOurs = parentURL.startsWith(ROOMS) || specifier.startsWith("/static/");
    if (!isOurs) return next(specifier);
    const base = parentURL.startsWith(ROOMS) ? served(parentURL) : SERVED;
    const place = new URL(specifier, base).pathname.slice("/static/".length);
    const url = `${ROOMS}${place.split("/")[0]}/static/${place}`;
    return { url, format: "module", shortCircuit: true };
  },
});
