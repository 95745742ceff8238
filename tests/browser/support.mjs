// What the browser tests share: the server as a child process, Chromium, axe-core, and two servers to go between.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { freePort } from '../support/free_port.mjs';

async function packages() {
  try {
    const { chromium } = await import('playwright-core');
    const { default: axe } = await import('axe-core');
    return { chromium, axe };
  } catch (error) {
    throw new Error('The Node packages are missing: run `npm ci` in tests/browser.', { cause: error });
  }
}
const { chromium, axe } = await packages();

export const binary = process.env.BLASON_BINARY ?? '';

export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `blason-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `blason serve --demo` and waits until it answers. */
export async function startServer(dataFolder, port) {
  if (!existsSync(binary)) throw new Error(`BLASON_BINARY names no file: "${binary}"`);
  port ??= await freePort();
  const began = Date.now();
  const child = spawn(binary, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output}`);
    const answer = await fetch(`${url}/`).catch(() => null);
    if (answer?.ok) break;
    if (Date.now() - began > 30_000) {
      child.kill('SIGKILL');
      throw new Error(`The server did not answer within 30 s:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    port,
    startMilliseconds: Date.now() - began,
    /** Ctrl-C: answers the exit status (or the signal, when it had to be ended hard). */
    async stop() {
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      const [status, signal] = await exited;
      clearTimeout(timer);
      return status ?? signal;
    },
  };
}

export async function startBrowser() {
  const profile = temporaryFolder('profile');
  const options = {
    executablePath: process.env.BLASON_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
    headless: true,
    env: { ...process.env, HOME: profile.path },
  };
  const browser = await chromium.launch(options);
  return {
    newContext: (contextOptions) => browser.newContext(contextOptions),
    async close() {
      await browser.close();
      profile.remove();
    },
  };
}

/** A page that collects what must never happen: errors on the console, and requests to anywhere else. */
export async function openPage(context, origin) {
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[034]/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) faults.push(`request to ${url}`);
  });
  return { page, faults };
}

/** Every finding of axe-core, one line each. */
export async function accessibilityFaults(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${page.url()} ${id}: ${node.target} ${node.failureSummary}`));
}

/** How far the page is wider than its window, in CSS pixels. */
export async function overflow(page) {
  return page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
}

/**
 * A page that stands still: the page itself, or, of one that loads itself anew every few seconds, a copy in another tab by the
 * link with which it offers that. A look takes longer than such a page stays.
 */
async function standingStill(page) {
  const link = page.locator('.follow a[href$="still=1"]');
  const target = (await link.count()) === 0 ? null : await link.getAttribute('href', { timeout: 2000 }).catch(() => null);
  if (target === null) return page;
  const copy = await page.context().newPage();
  await copy.setViewportSize(page.viewportSize());
  await copy.goto(new URL(target, page.url()).href);
  return copy;
}

/** Nothing is wrong with how the page looks: axe-core finds nothing, and it is not wider than its window. */
export async function look(page) {
  const still = await standingStill(page);
  assert.deepEqual(await accessibilityFaults(still), []);
  assert.ok((await overflow(still)) <= 0, `${page.url()} is too wide`);
  if (still !== page) await still.close();
}

/** Two servers and a browser, for as long as the tests of a file run: `here`, `there` and `browser` are there in tests. */
export function twoServers(name) {
  const folder = temporaryFolder(name);
  const world = {};
  before(async () => {
    world.here = await startServer(join(folder.path, 'here'));
    world.there = await startServer(join(folder.path, 'there'));
    world.browser = await startBrowser();
  });
  after(async () => {
    await world.browser?.close();
    await world.here?.stop();
    await world.there?.stop();
    folder.remove();
  });
  return world;
}

/** Runs `steps` with that many tabs of one new browser window; nothing that must never happen happens in them. */
export async function visit(browser, tabs, options, steps) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    const opened = [];
    for (let i = 0; i < tabs; ++i) opened.push(await openPage(context, 'http://127.0.0.1:'));
    await steps(...opened.map(({ page }) => page));
    assert.deepEqual(opened.flatMap(({ faults }) => faults), []);
  } finally {
    await context.close();
  }
}

/** A badge in the demo wallet of a server, unless there is one. */
export async function issueToWallet(page, server) {
  await page.goto(`${server.url}/wallet`);
  if (await page.locator('.card').count()) return;
  await page.goto(`${server.url}/issue/communicant`);
  await page.locator('.form button[type=submit]').click();
  await page.locator('form[action="/wallet"] button').click();
  await page.locator('.notice.good').waitFor();
}
