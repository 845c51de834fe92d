// The elements of a page after its scripts have run, as headless Chromium's --dump-dom prints them; what goes wrong in it, as CONSOLE lines.
const {JSDOM, VirtualConsole} = require("jsdom");
const {fileURLToPath} = require("node:url");
const problems = new VirtualConsole();
problems.on("error", text => console.error("CONSOLE " + text));
problems.on("jsdomError", error => console.error("CONSOLE " + (error.detail ?? error.cause ?? error)));
const page = process.argv[2];
const options = {runScripts: "dangerously", pretendToBeVisual: true, virtualConsole: problems};
const opened = page.startsWith("file:") ? JSDOM.fromFile(fileURLToPath(page), options) : JSDOM.fromURL(page, options);
opened.then(({window}) =>
  window.addEventListener("load", () => setTimeout(() => {
    process.stdout.write(window.document.documentElement.outerHTML);
    window.close();
  }, 500)));
