// What a person does in JupyterLab with the installed kernel "Java (Jacobi)", in a headless Chromium.
//
//   cd kernel/src/test/front && npm install && node browser.mjs [FOLDER FOR SCREENSHOTS]
//
// Needs JupyterLab on the PATH and a Chromium: CHROMIUM=/path/to/chromium, by default /usr/bin/chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const shots = process.argv[2] ?? join(here, "../../../target/screenshots");
const folder = mkdtempSync(join(tmpdir(), "jacobi-lab-"));
const NOTEBOOK = "01-function-transforms.ipynb";
const SHOWING = "03-the-notebook.ipynb";
const LONG = 120_000;
mkdirSync(shots, { recursive: true });
for (const name of [NOTEBOOK, SHOWING]) copyFileSync(join(here, "../../../../notebooks", name), join(folder, name));

// Nothing is to be asked of a person, or fetched.
const settings = join(folder, ".settings", "@jupyterlab", "apputils-extension");
mkdirSync(settings, { recursive: true });
writeFileSync(join(settings, "notification.jupyterlab-settings"), JSON.stringify({ fetchNews: "false", checkForUpdates: false }));

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const port = await freePort();
const lab = spawn(
  "jupyter",
  ["lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", `--port=${port}`, "--IdentityProvider.token=", `--ServerApp.root_dir=${folder}`,
    "--LabApp.expose_app_in_browser=True"],
  { stdio: "ignore", env: { ...process.env, JUPYTERLAB_SETTINGS_DIR: join(folder, ".settings"), JUPYTERLAB_WORKSPACES_DIR: join(folder, ".workspaces") } });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

let page;
let passed = 0;

async function step(name, body) {
  const start = Date.now();
  try {
    await body();
  } catch (e) {
    await page.screenshot({ path: join(shots, "failed.png") });
    throw new Error(`${name}: ${e.message}`, { cause: e });
  }
  passed++;
  console.log(`ok  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

const command = (id, args = {}) => page.evaluate(([c, a]) => window.jupyterapp.commands.execute(c, a), [id, args]);
const shot = (name) => page.screenshot({ path: join(shots, `${name}.png`) });

async function until(what, condition, limit = LONG) {
  for (const end = Date.now() + limit; Date.now() < end;) {
    if (await condition()) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`waited ${limit / 1000} s in vain until ${what}`);
}

async function open(file) {
  await page.goto(`http://127.0.0.1:${port}/lab/tree/${file}?reset`);
  await page.waitForSelector(".jp-Notebook .jp-Cell", { timeout: LONG });
  await page.waitForFunction(() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === "idle", null, { timeout: LONG });
}

const status = () => page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status);

/** Puts code into a new last cell and leaves the cursor there. */
async function type(code) {
  await page.evaluate(async (source) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const cells = notebook.model.sharedModel;
    cells.insertCell(cells.cells.length, { cell_type: "code", source });
    notebook.activeCellIndex = cells.cells.length - 1;
    // Only cells in view have an editor.
    for (let tries = 0; !notebook.activeCell.editor && tries < 50; tries++) {
      await notebook.scrollToItem(notebook.activeCellIndex);
      await new Promise((r) => setTimeout(r, 100));
    }
    notebook.mode = "edit";
    notebook.activeCell.editor.setCursorPosition({ line: 0, column: source.length });
    notebook.activeCell.editor.focus();
  }, code);
  await page.waitForTimeout(300);
}

/** The outputs of the last cell, as the notebook keeps them. */
const outputs = () => page.evaluate(() => {
  const all = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells;
  return JSON.stringify(all[all.length - 1].toJSON().outputs);
});

async function run(code, expected) {
  await type(code);
  command("notebook:run-cell");
  await until(`${code} shows ${expected}`, async () => (await outputs()).includes(expected));
}

try {
  page = await (await browser.newContext({ viewport: { width: 1280, height: 1000 } })).newPage();
  for (let tries = 0; ; tries++) {
    try {
      await page.goto(`http://127.0.0.1:${port}/lab?reset`);
      break;
    } catch (e) {
      if (tries > 100) throw e;
      await new Promise((r) => setTimeout(r, 300));
    }
  }

  await step("notebook 01 runs from top to bottom", async () => {
    await open(NOTEBOOK);
    await command("notebook:run-all-cells");
    await until("all cells have run", async () => (await status()) === "idle");
    const cells = await page.evaluate(() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map((c) => c.toJSON()));
    const code = cells.filter((c) => c.cell_type === "code");
    assert.ok(code.every((c) => c.execution_count > 0), "a cell has not run");
    const text = JSON.stringify(code.map((c) => c.outputs));
    for (const part of ["array(-1, dtype=float32)", "array([-1, 1], dtype=float32)", "{'weight': array(-1, dtype=float32), 'bias': array(0, dtype=float32)}"]) {
      assert.ok(text.includes(part), `${part} is missing`);
    }
    assert.ok(!text.includes('"output_type":"error"'), "a cell has failed");
    await page.evaluate(() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0));
    await page.waitForTimeout(500);
    await shot("notebook-01");
  });

  await step("notebook 03 shows what it says", async () => {
    await open(SHOWING);
    await command("notebook:run-all-cells");
    await until("all cells have run", async () => (await status()) === "idle" && (await outputs()).includes("no ratio"), LONG);
    const broken = await page.evaluate(() => [...document.querySelectorAll(".jp-OutputArea img")].filter((i) => !i.complete || i.naturalWidth === 0).length);
    assert.equal(broken, 0, "a picture was not decoded");
    const count = await page.evaluate(() => window.jupyterapp.shell.currentWidget.content.widgets.length);
    for (let cell = 5, part = 1; cell < count; cell += 7, part++) {
      await page.evaluate((i) => window.jupyterapp.shell.currentWidget.content.scrollToItem(i, "start"), cell);
      await page.waitForTimeout(700);
      await shot(`notebook-03-${part}`);
    }
    await open(NOTEBOOK);
  });

  await step("an endless loop is interrupted, and what was defined is still there", async () => {
    await run("int kept = 7;\nkept", "7");
    await type("while (true) {}");
    command("notebook:run-cell");
    await until("it is busy", async () => (await status()) === "busy", 20_000);
    await page.waitForTimeout(1000);
    const pressed = Date.now();
    await command("kernelmenu:interrupt");
    await until("it is idle again", async () => (await status()) === "idle", 10_000);
    console.log(`    stopped after ${Date.now() - pressed} ms`);
    assert.match(await outputs(), /interrupt/i);
    await run("kept + 1", "8");
  });

  await step("a name is completed", async () => {
    await type("mx.logsume");
    await page.keyboard.press("Tab");
    await until("the name is there", async () => {
      const suggested = await page.locator(".jp-Completer .jp-Completer-item").count();
      const source = await page.evaluate(() => window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.getSource());
      if (suggested > 0) await page.keyboard.press("Enter");
      return source.startsWith("mx.logsumexp");
    }, 15_000);
  });

  await step("a name is inspected", async () => {
    await type("mx.grad");
    await page.keyboard.press("Shift+Tab");
    const tip = page.locator(".jp-Tooltip");
    await tip.waitFor({ timeout: 15_000 });
    assert.match(await tip.innerText(), /grad\(Fn1/);
    assert.match(await tip.innerText(), /The gradient of f for its first argument/);
    await shot("inspect");
    await page.keyboard.press("Escape");
  });

  await step("a heat map is seen in light and dark", async () => {
    await run("mx.random.normal(mx.random.key(0), 24, 40)", "data:image/png;base64");
    const picture = page.locator(".jp-Cell:last-child .jp-OutputArea img, .jp-OutputArea img").last();
    await picture.scrollIntoViewIfNeeded();
    assert.ok(await picture.evaluate((i) => i.complete && i.naturalWidth > 0), "the picture was not decoded");
    await shot("heat-map-light");
    await command("apputils:change-theme", { theme: "JupyterLab Dark" });
    await page.waitForTimeout(1500);
    await picture.scrollIntoViewIfNeeded();
    await shot("heat-map-dark");
    await command("apputils:change-theme", { theme: "JupyterLab Light" });
  });

  await step("a password is asked for, and not shown", async () => {
    await type('password("secret? ").length()');
    command("notebook:run-cell");
    const field = page.locator(".jp-Stdin-input");
    await field.waitFor({ timeout: 15_000 });
    assert.equal(await field.getAttribute("type"), "password");
    await field.fill("hush-hush");
    await shot("password");
    await field.press("Enter");
    await until("its length is shown", async () => (await outputs()).includes('"9"'));
    assert.ok(!(await outputs()).includes("hush"), "the password is in the outputs");
    assert.ok(!(await page.locator(".jp-Notebook").innerText()).includes("hush"), "the password is on the page");
  });

  await step("the kernel restarts, empty", async () => {
    command("kernelmenu:restart");
    await page.locator(".jp-Dialog .jp-mod-accept").click({ timeout: 10_000 });
    await page.waitForTimeout(500);
    await until("it is idle", async () => (await status()) === "idle");
    await run("kept", "error");
    await run("1 + 2", "3");
  });

  await step("an untrusted notebook shows the heat map", async () => {
    await command("docmanager:save");
    await page.waitForTimeout(1000);
    const saved = JSON.parse(readFileSync(join(folder, NOTEBOOK)));
    saved.metadata.copied = true; // other content than what was signed
    writeFileSync(join(folder, "untrusted.ipynb"), JSON.stringify(saved));
    await open("untrusted.ipynb");
    const trusted = await page.evaluate(() => [...window.jupyterapp.shell.currentWidget.content.widgets].filter((c) => c.model.type === "code").every((c) => c.model.trusted));
    assert.equal(trusted, false, "the notebook is trusted");
    const count = () => page.locator(".jp-OutputArea img[src^='data:image/png']").count();
    await page.evaluate(() => {
      const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.scrollToItem(notebook.widgets.length - 4);
    });
    await until("the picture is there", async () => (await count()) > 0, 15_000);
    await page.locator(".jp-OutputArea img[src^='data:image/png']").last().scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    await shot("untrusted");
  });
  console.log(`\n${passed} passed, 0 failed; screenshots in ${shots}`);
} catch (e) {
  console.error(`\n${e.message}\n${passed} passed, 1 failed; see ${join(shots, "failed.png")}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  lab.kill();
  await new Promise((r) => setTimeout(r, 1000));
  rmSync(folder, { recursive: true, force: true });
}
