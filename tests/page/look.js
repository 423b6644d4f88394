// node look.js CHROMIUM PAGE OUT: opens the page in each of the ways in which it is read, and says what is wrong with it.
import { createRequire } from "node:module";
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import path from "node:path";
import puppeteer from "puppeteer-core";

const [chromium, file, out] = process.argv.slice(2);
const url = pathToFileURL(path.resolve(file)).href;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
let checks = 0;
const wrong = [];

function expect(holds, what) {
    checks += 1;
    if (!holds) wrong.push(what);
}

// As root, Chromium's sandbox cannot be had; the page is our own.
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

// Opens the page in one way, and looks at it.
async function reading(name, { screen = DESK, dark = false, script = true, print = false }, look) {
    const page = await browser.newPage();
    page.on("console", (message) => expect(message.type() !== "error", `${name}: the console says: ${message.text()}`));
    page.on("pageerror", (error) => expect(false, `${name}: a script fails: ${error.message}`));
    page.on("request", (request) => expect(request.url() === url, `${name}: the page asks for ${request.url()}`));
    await page.setViewport(screen);
    await page.setJavaScriptEnabled(script);
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
    if (print) await page.emulateMediaType("print");
    await page.goto(url, { waitUntil: "load" });
    await look(page, name);
    await page.close();
}

// Every rule of axe, those that no law demands among them.
async function accessible(page, name) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    checks += 1;
    for (const { id, help, nodes } of violations) {
        wrong.push(`${name}: ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 90)).slice(0, 3).join(" | ")}`);
    }
}

async function fits(page, name) {
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content <= window, `${name}: the page is ${content} pixels wide, in a window of ${window}`);
}

const shot = (page, name) => page.screenshot({ path: path.join(out, `${name}.png`) });
const shown = (page, selector) =>
    page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length);
const light = (color) => color.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;
const colors = (page) =>
    page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);

let whole;
await reading("light", {}, async (page, name) => {
    await accessible(page, name);
    await fits(page, name);
    await shot(page, name);
    const [paper, ink] = await colors(page);
    expect(light(paper) > 200 && light(ink) < 90, `${name}: ink ${ink} on paper ${paper}`);
    const dead = await page.$$eval('a[href^="#"]', (all) =>
        all.map((a) => a.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
    expect(dead.length === 0, `${name}: links that lead nowhere: ${dead}`);
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => [document.activeElement.className, document.activeElement.getBoundingClientRect().left]);
    expect(first[0] === "skip" && first[1] >= 0, `${name}: the first Tab does not show the way past the contents`);
    whole = await page.$$eval("main tbody tr, main h2, main h3", (all) => all.length);
    expect(whole > 30, `${name}: the page holds ${whole} headings and rows`);
});

await reading("dark", { dark: true }, async (page, name) => {
    await accessible(page, name);
    await shot(page, name);
    const [paper, ink] = await colors(page);
    expect(light(paper) < 60 && light(ink) > 180, `${name}: ink ${ink} on paper ${paper}`);
});

await reading("phone", { screen: PHONE }, async (page, name) => {
    await accessible(page, name);
    await fits(page, name);
    await shot(page, name);
});

await reading("without-javascript", { script: false }, async (page, name) => {
    const there = await shown(page, "main tbody tr, main h2, main h3");
    expect(there === whole, `${name}: ${there} headings and rows of ${whole} can be seen`);
    expect((await shown(page, ".filter")) === 0, `${name}: a filter that cannot work is shown`);
    await page.click("details summary");
    expect((await shown(page, "details[open] > :not(summary)")) > 0, `${name}: what is folded away does not open`);
    await fits(page, name);
    await shot(page, name);
});

await reading("filter", {}, async (page, name) => {
    const rows = () => shown(page, "main tbody tr");
    const all = await rows();
    await page.type("#filter", "exception stack");
    const said = await page.$eval(".filter output", (output) => output.textContent);
    const few = await rows();
    expect(few > 0 && few < all, `${name}: of ${all} rows ${few} are left`);
    expect(said === (few === 1 ? "1 line matches" : `${few} lines match`), `${name}: it says “${said}” for ${few} rows`);
    const place = await page.$eval("main tbody tr:not([hidden])", (row) => row.getBoundingClientRect().top);
    expect(place < DESK.height, `${name}: what was found stands ${place} pixels down, where nobody sees it`);
    await accessible(page, name);
    await shot(page, name);
    await page.$eval("#filter", (input) => { input.value = ""; input.dispatchEvent(new Event("input")); });
    expect((await rows()) === all, `${name}: emptied, it does not show all again`);
});

await reading("print", { print: true, dark: true }, async (page, name) => {
    expect((await shown(page, "nav, .filter, .skip")) === 0, `${name}: contents and filter are printed`);
    const ink = (await colors(page))[1];
    expect(light(ink) < 60, `${name}: ink ${ink} from a dark screen`);
    expect((await shown(page, "details > :not(summary)")) > 0, `${name}: what is folded away is not printed`);
    await shot(page, name);
    const pdf = await page.pdf({ format: "A4" });
    await writeFile(path.join(out, "print.pdf"), pdf);
    const pages = Buffer.from(pdf).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages >= 2 && pages <= 20, `${name}: ${pages} pages`);
});

await browser.close();
wrong.forEach((what) => console.error(`WRONG: ${what}`));
console.log(`${checks - wrong.length} passed, ${wrong.length} failed`);
process.exitCode = wrong.length === 0 ? 0 : 1;
