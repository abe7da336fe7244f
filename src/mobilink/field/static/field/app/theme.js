/** Before anything is painted: the look that this phone's officer chose. */
const chosen = (/** @type {string} */ name) => {
  try {
    return localStorage.getItem(`mobilink.${name}`) ?? "";
  } catch {
    return "";
  }
};
if (chosen("theme")) document.documentElement.dataset.theme = chosen("theme");
