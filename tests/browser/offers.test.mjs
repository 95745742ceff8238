// The whole way between two servers in a real browser: a badge is offered there with a code, taken into the wallet here,
// asked for there, shown from here; in French and in English.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { look, twoServers, visit } from './support.mjs';

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
    fetch: 'Redemander',
    withdraw: "Retirer l'offre",
    withdrawn: "L'offre est retirée",
    ask: 'Préparer la demande',
    show: 'Montrer',
    valid: 'Ce badge est authentique',
    all: 'Toutes les offres',
    waits: 'Le badge attend votre accord',
    approve: 'Donner son accord',
    deny: 'Refuser',
    denied: "Le badge n'a pas été pris",
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
    fetch: 'Ask again',
    withdraw: 'Withdraw the offer',
    withdrawn: 'The offer is withdrawn',
    ask: 'Make the request',
    show: 'Show',
    valid: 'This badge is genuine',
    all: 'All offers',
    waits: 'The badge waits for your approval',
    approve: 'Approve',
    deny: 'Refuse',
    denied: 'The badge was not taken',
  },
};

const world = twoServers('offers');

/** Makes an offer there, with these boxes ticked; answers its link. */
async function offer(page, say, ...ticked) {
  await page.goto(`${world.there.url}/issue/communicant`);
  await page.getByRole('link', { name: say.offer }).click();
  await look(page);
  for (const box of ticked) await page.locator(box).check();
  await page.getByRole('button', { name: say.make }).click();
  await page.getByRole('heading', { name: say.offered }).waitFor();
  await look(page);
  return page.locator('#link').innerText();
}

async function open(page, say, link) {
  await page.goto(`${world.here.url}/wallet/open`);
  await page.locator('#link').fill(link);
  await page.getByRole('button', { name: say.look }).click();
}

for (const [language, viewport] of [['fr', { width: 360, height: 740 }], ['en', { width: 1280, height: 900 }]]) {
  test(`${language}: offered, taken, asked for, shown`, async () => {
    const say = words[language];
    await visit(world.browser, 2, { locale: say.locale, viewport }, async (holder, other) => {
      const link = await offer(other, say, '#with_code');
      assert.match(link, /^openid-credential-offer:/);
      const code = await other.locator('#tx_code').innerText();
      assert.match(code, /^[0-9]{6}$/);

      await open(holder, say, link);
      await holder.getByRole('heading', { name: say.offers }).waitFor();
      await look(holder);
      await holder.locator('#tx_code').fill(code === '000000' ? '111111' : '000000');
      await holder.getByRole('button', { name: say.take }).click();
      await holder.getByText(say.failed).waitFor();
      await look(holder);
      await holder.locator('#tx_code').fill(code);
      await holder.getByRole('button', { name: say.take }).click();
      await holder.getByRole('heading', { name: say.done }).waitFor();
      await look(holder);
      await other.getByRole('heading', { name: say.kept }).waitFor();
      await look(other);

      await other.goto(`${world.there.url}/ask`);
      await other.getByRole('button', { name: say.ask }).click();
      const request = await other.locator('#link').innerText();
      await open(holder, say, request);
      await holder.getByRole('button', { name: say.show }).click();
      await other.getByRole('heading', { name: say.valid }).waitFor();

      await offer(other, say);
      assert.equal(await other.locator('#tx_code').count(), 0);
      await other.getByRole('button', { name: say.withdraw }).click();
      await other.getByRole('heading', { name: say.withdrawn }).waitFor();
    });
  });

  test(`${language}: what waits for approval is decided in the list of offers`, async () => {
    const say = words[language];
    await visit(world.browser, 2, { locale: say.locale, viewport }, async (holder, issuer) => {
      for (const [decision, heading] of [[say.approve, say.kept], [say.deny, say.denied]]) {
        const link = await offer(issuer, say, '#with_approval');
        await open(holder, say, link);
        await holder.getByRole('button', { name: say.take }).click();
        await issuer.getByRole('button', { name: decision }).waitFor();
        await look(issuer);
        await issuer.getByRole('link', { name: say.all }).click();
        await look(issuer);
        const latest = issuer.locator('.grant').first();
        await latest.getByText(say.waits).waitFor();
        await latest.getByRole('button', { name: decision }).click();
        if (decision === say.approve) {
          // Its wallet asks again as soon as the issuer wants to be asked.
          while (!(await holder.getByRole('heading', { name: say.done }).count())) {
            await holder.waitForTimeout(500);
            await holder.getByRole('button', { name: say.fetch }).click();
            await holder.locator('h1').waitFor();
          }
        }
        await issuer.getByRole('heading', { name: heading }).waitFor();
        await look(issuer);
      }
    });
  });
}
