// run_page.mjs PROFILE PAGE FOLDER...: shows PAGE in headless Chromium, whose profile is the folder
// PROFILE, and prints what the page posts to /report. Served from loopback: the folders' files, the
// first that has one. Ends after the first report, or with an error after a minute.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const [profile, page, ...folders] = process.argv.slice(2);
const types = {
  ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};
let browser;

function end(text, status) {
  console.log(text);
  process.exitCode = status;
  clearTimeout(limit);
  server.close();
  server.closeAllConnections();
  browser.kill("SIGTERM");
}

const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://page").pathname));
  if (path === "/report") {
    let text = "";
    request.on("data", data => text += data);
    request.on("end", () => { response.end(); end(text, 0); });
    return;
  }
  const file = folders.map(folder => join(folder, path)).find(existsSync);
  response.writeHead(file ? 200 : 404, { "content-type": types[extname(path)] ?? "text/plain" });
  response.end(file && readFileSync(file));
});
const limit = setTimeout(() => end("no report within a minute", 1), 60000);

server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${server.address().port}/${page}`;
  browser = spawn("chromium", [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    `--user-data-dir=${profile}`, url,
  ], { stdio: "ignore" });
  browser.on("error", error => end(`no browser: ${error.message}`, 1));
});
