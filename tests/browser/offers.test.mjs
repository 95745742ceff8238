// The whole way between two servers in a real browser: a badge is offered there with a code, taken into the wallet here,
// asked for there, shown from here; in French and in English.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, openPage, overflow, startBrowser, startServer, temporaryFolder } from './support.mjs';

const words = {
  fr: {
    locale: 'fr-FR',
    offer: /Ou le proposer/,
    make: "Préparer l'offre",
    offered: 'Le badge est proposé',
    look: "Voir de quoi il s'agit",
    offers: /vous propose un badge/,
    take: 'Le prendre',
    done: 'Le badge est à vous',
    kept: 'Le badge est dans le portefeuille',
    failed: /n'a pas pu être pris/,
    withdraw: "Retirer l'offre",
    withdrawn: "L'offre est retirée",
    ask: 'Préparer la demande',
    show: 'Montrer',
    valid: 'Ce badge est authentique',
  },
  en: {
    locale: 'en-GB',
    offer: /Or offer it/,
    make: 'Make the offer',
    offered: 'The badge is offered',
    look: 'Look at it',
    offers: /offers you a badge/,
    take: 'Take it',
    done: 'The badge is yours',
    kept: 'The badge is in the wallet',
    failed: /could not be taken/,
    withdraw: 'Withdraw the offer',
    withdrawn: 'The offer is withdrawn',
    ask: 'Make the request',
    show: 'Show',
    valid: 'This badge is genuine',
  },
};

const folder = temporaryFolder('offers');
let here;
let there;
let browser;

before(async () => {
  here = await startServer(join(folder.path, 'here'));
  there = await startServer(join(folder.path, 'there'));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await here?.stop();
  await there?.stop();
  folder.remove();
});

async function look(page) {
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.ok((await overflow(page)) <= 0, `${page.url()} is too wide`);
}

/** Makes an offer there; answers its link. */
async function offer(page, say, withCode) {
  await page.goto(`${there.url}/issue/communicant`);
  await page.getByRole('link', { name: say.offer }).click();
  await look(page);
  if (withCode) await page.locator('#with_code').check();
  await page.getByRole('button', { name: say.make }).click();
  await page.getByRole('heading', { name: say.offered }).waitFor();
  await look(page);
  return page.locator('#link').innerText();
}

async function open(page, say, link) {
  await page.goto(`${here.url}/wallet/open`);
  await page.locator('#link').fill(link);
  await page.getByRole('button', { name: say.look }).click();
}

for (const [language, viewport] of [['fr', { width: 360, height: 740 }], ['en', { width: 1280, height: 900 }]]) {
  test(`${language}: offered, taken, asked for, shown`, async () => {
    const say = words[language];
    const context = await browser.newContext({ locale: say.locale, reducedMotion: 'reduce', viewport });
    try {
      const holder = await openPage(context, 'http://127.0.0.1:');
      const other = await openPage(context, 'http://127.0.0.1:');
      const link = await offer(other.page, say, true);
      assert.match(link, /^openid-credential-offer:/);
      const code = await other.page.locator('#tx_code').innerText();
      assert.match(code, /^[0-9]{6}$/);

      await open(holder.page, say, link);
      await holder.page.getByRole('heading', { name: say.offers }).waitFor();
      await look(holder.page);
      await holder.page.locator('#tx_code').fill(code === '000000' ? '111111' : '000000');
      await holder.page.getByRole('button', { name: say.take }).click();
      await holder.page.getByText(say.failed).waitFor();
      await look(holder.page);
      await holder.page.locator('#tx_code').fill(code);
      await holder.page.getByRole('button', { name: say.take }).click();
      await holder.page.getByRole('heading', { name: say.done }).waitFor();
      await look(holder.page);
      await other.page.getByRole('heading', { name: say.kept }).waitFor();
      await look(other.page);

      await other.page.goto(`${there.url}/ask`);
      await other.page.getByRole('button', { name: say.ask }).click();
      const request = await other.page.locator('#link').innerText();
      await open(holder.page, say, request);
      await holder.page.getByRole('button', { name: say.show }).click();
      await other.page.getByRole('heading', { name: say.valid }).waitFor();

      await offer(other.page, say, false);
      assert.equal(await other.page.locator('#tx_code').count(), 0);
      await other.page.getByRole('button', { name: say.withdraw }).click();
      await other.page.getByRole('heading', { name: say.withdrawn }).waitFor();
      assert.deepEqual([...holder.faults, ...other.faults], []);
    } finally {
      await context.close();
    }
  });
}
