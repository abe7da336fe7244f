/** Sorts the stops on the page by how far they are from this phone. Its position is sent nowhere. */

const button = /** @type {HTMLButtonElement | null} */ (document.getElementById("near-me"));
const list = document.getElementById("stops");
const status = document.getElementById("near-told");

if (button && list && status && window.isSecureContext && navigator.geolocation) {
  button.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = button.dataset.asking ?? "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        sort(list, [coords.latitude, coords.longitude], button.dataset.far ?? "");
        status.textContent = button.dataset.done ?? "";
      },
      ({ code, PERMISSION_DENIED }) => {
        const { denied, unknown } = button.dataset;
        status.textContent = (code === PERMISSION_DENIED ? denied : unknown) ?? "";
      },
      { timeout: 20_000, maximumAge: 300_000 },
    );
  });
}

/**
 * @param {HTMLElement} list
 * @param {number[]} here latitude and longitude
 * @param {string} words with a gap for the number
 */
function sort(list, here, words) {
  const stops = [...list.children].map((stop) => {
    const far = /** @type {HTMLElement | null} */ (stop.querySelector("[data-at]"));
    const away = far ? kilometres(here, (far.dataset.at ?? "").split(",").map(Number)) : Infinity;
    if (far) far.textContent = words.replace("{km}", String(Math.max(1, Math.round(away))));
    return { stop, away };
  });
  list.append(...stops.sort((one, other) => one.away - other.away || 0).map(({ stop }) => stop));
}

/**
 * The great-circle distance, as `places/nearness.py` has it.
 * @param {number[]} here
 * @param {number[]} other
 */
function kilometres(here, other) {
  const [lat, lon, otherLat, otherLon] = [...here, ...other].map((degrees) => (degrees * Math.PI) / 180);
  const chord =
    Math.sin((otherLat - lat) / 2) ** 2 +
    Math.cos(lat) * Math.cos(otherLat) * Math.sin((otherLon - lon) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, chord)));
}
