// Keeps the calls in progress up to date: asks the desk every few seconds, and rests while the page is hidden.
const EVERY_MS = 5000;
const region = document.getElementById("direct");

async function refresh() {
  if (document.hidden || region.contains(document.activeElement)) return;
  try {
    const answer = await fetch(region.dataset.source, { redirect: "manual", credentials: "same-origin" });
    if (answer.ok) region.innerHTML = await answer.text(); // escaped by the server, and the CSP runs no script in it
  } catch {
    // The desk does not answer: what is shown stays, the next round tries again.
  }
}

if (region) setInterval(refresh, EVERY_MS);
