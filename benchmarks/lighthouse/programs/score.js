// node score.js CHROMIUM ADDRESS...: one line of JSON for each page, its scores and what lowers them.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...addresses] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"];
const chrome = await launch({ chromePath, chromeFlags });

function found(audit) {
  const items = audit.details?.items ?? [];
  const first = items[0]?.node?.snippet ?? items[0]?.description ?? items[0]?.url ?? "";
  return [audit.title, audit.displayValue, first].filter(Boolean).join(": ").slice(0, 300);
}

async function score(address) {
  const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error" });
  if (lhr.runtimeError) return { failure: lhr.runtimeError.message };
  const scores = {};
  const faults = [];
  for (const [name, { score, auditRefs }] of Object.entries(lhr.categories)) {
    scores[name] = Math.round(score * 100);
    const counted = auditRefs.filter(({ weight }) => weight).map(({ id }) => lhr.audits[id]);
    faults.push(...counted.filter(({ score }) => score !== null && score < 0.9).map(found));
  }
  return { scores, faults };
}

try {
  for (const address of addresses) {
    let told = await score(address);
    if (told.failure) told = await score(address); // a trace is sometimes lost on a busy machine
    process.stdout.write(JSON.stringify({ address, ...told }) + "\n");
  }
} finally {
  await chrome.kill();
}
