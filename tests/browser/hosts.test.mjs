// Two servers and a person in a real browser: the wallet of one connects to the other, fetches a badge, sends it back and
// ends the connection; in French and in English, without a fault of accessibility on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { issueToWallet, look, twoServers, visit } from './support.mjs';

const words = {
  fr: {
    locale: 'fr-FR',
    hosts: 'Ailleurs : les autres hôtes Open Badges',
    find: 'Chercher cet hôte',
    go: 'Aller chez cet hôte',
    create: 'Créer le compte',
    allow: 'Autoriser',
    connected: 'Votre portefeuille est relié.',
    list: 'Voir mes autres hôtes',
    fetch: 'Récupérer mes badges',
    fetched: 'Badges récupérés',
    back: 'Retour à mes autres hôtes',
    send: 'Envoyer tous mes badges',
    sent: 'Badges envoyés',
    end: 'Couper la liaison',
    ended: "La liaison est coupée, et l'autre hôte est prévenu.",
  },
  en: {
    locale: 'en-GB',
    hosts: 'Badges elsewhere: other Open Badges hosts',
    find: 'Find this host',
    go: 'Go to this host',
    create: 'Create the account',
    allow: 'Allow',
    connected: 'Your wallet is connected.',
    list: 'See my other hosts',
    fetch: 'Fetch my badges',
    fetched: 'Badges fetched',
    back: 'Back to my other hosts',
    send: 'Send all my badges',
    sent: 'Badges sent',
    end: 'End the connection',
    ended: 'The connection is ended, and the other host was told.',
  },
};

const world = twoServers('hosts');

/** What the page counts under that label. */
const count = async (page, index) => Number(await page.locator('dl.facts dd').nth(index).innerText());

for (const [language, viewport] of [['fr', { width: 360, height: 740 }], ['en', { width: 1280, height: 900 }]]) {
  test(`${language}: connect, fetch, send, end`, async () => {
    const say = words[language];
    const { here, there } = world;
    await visit(world.browser, 1, { locale: say.locale, viewport }, async (page) => {
      await issueToWallet(page, here);
      await page.goto(`${here.url}/wallet`);
      await page.getByRole('link', { name: say.hosts }).click();
      await look(page);
      await page.locator('#address').fill(there.url);
      await page.getByRole('button', { name: say.find }).click();
      await look(page);
      await page.getByRole('link', { name: say.go }).click();

      // Over there: an account, then consent.
      await page.getByRole('link', { name: say.create }).click();
      await page.locator('#name').fill('Ada');
      await page.locator('#email').fill(`ada-${language}@example.org`);
      await page.locator('#password').fill('a test password');
      await page.getByRole('button', { name: say.create }).click();
      await page.getByRole('button', { name: say.allow }).click();

      await page.getByText(say.connected).waitFor();
      assert.ok(page.url().startsWith(here.url));
      await look(page);
      // The session over there is the browser's at this address as well (ports share cookies): here it says nothing.
      await page.getByRole('link', { name: say.list }).click();
      await look(page);
      await page.getByRole('button', { name: say.send }).click();
      await page.getByRole('heading', { name: say.sent }).waitFor();
      assert.deepEqual([await count(page, 0), await count(page, 1)], [1, 0]);
      await look(page);
      await page.getByRole('link', { name: say.back }).click();
      await page.getByRole('button', { name: say.fetch }).click();
      await page.getByRole('heading', { name: say.fetched }).waitFor();
      assert.deepEqual([await count(page, 0), await count(page, 1)], [1, 0]);
      await page.getByRole('link', { name: say.back }).click();
      await page.getByRole('button', { name: say.end }).click();
      await page.getByText(say.ended).waitFor();
    });
  });
}
