/** A photo over the whole screen. The phone's own "back" closes it, as people expect. */

import { byId } from "./page.js";

const viewer = byId("viewer");
let opener = null;

export function viewPhoto(file, thumbnail) {
  opener = thumbnail;
  byId("viewer-photo").src = file.url;
  byId("viewer-photo").alt = file.name;
  byId("viewer-download").href = file.url;
  byId("viewer-download").download = file.name;
  viewer.setAttribute("aria-label", file.name);
  viewer.hidden = false;
  byId("app").setAttribute("aria-hidden", "true");
  byId("viewer-close").focus();
  history.pushState({ viewer: true }, "");
}

function hide() {
  if (viewer.hidden) return;
  viewer.hidden = true;
  byId("viewer-photo").removeAttribute("src");
  byId("app").removeAttribute("aria-hidden");
  opener.focus();
}

function keepFocusInside(event) {
  const stops = [byId("viewer-download"), byId("viewer-close")];
  event.preventDefault();
  stops[document.activeElement === stops[0] ? 1 : 0].focus();
}

window.addEventListener("popstate", hide);
byId("viewer-close").addEventListener("click", () => history.back());
byId("viewer-photo").addEventListener("click", () => history.back());
viewer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") history.back();
  if (event.key === "Tab") keepFocusInside(event);
});
