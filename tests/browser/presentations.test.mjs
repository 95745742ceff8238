// Two servers and a person in a real browser: a verifier asks for a badge with a code and a link, the wallet of the other
// server shows it, the report comes by itself; in French and in English, on a phone and without JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { issueToWallet, look, twoServers, visit } from './support.mjs';

const words = {
  fr: {
    locale: 'fr-FR',
    issue: 'Signer et délivrer le badge',
    ask: "Demander un badge à quelqu'un",
    make: 'Préparer la demande',
    waiting: 'En attente du badge',
    open: 'Ouvrir une offre ou une demande',
    look: "Voir de quoi il s'agit",
    asks: /demande à voir un badge/,
    show: 'Montrer',
    shown: 'Le badge a été montré',
    decline: 'Refuser',
    declined: "Aucun badge n'a été montré",
    answered: 'La réponse est arrivée',
    valid: 'Ce badge est authentique',
    missing: 'il manque un badge nécessaire',
    stop: 'Ne plus la renouveler',
    all: 'Toutes les demandes',
  },
  en: {
    locale: 'en-GB',
    issue: 'Sign and issue the badge',
    ask: 'Ask somebody for a badge',
    make: 'Make the request',
    waiting: 'Waiting for the badge',
    open: 'Open an offer or a request',
    look: 'Look at it',
    asks: /asks to see a badge/,
    show: 'Show',
    shown: 'The badge was shown',
    decline: 'Decline',
    declined: 'No badge was shown',
    answered: 'The answer is here',
    valid: 'This badge is genuine',
    missing: 'a badge that it needs is missing',
    stop: 'Stop renewing it',
    all: 'All requests',
  },
};

const world = twoServers('presentations');

/** A person who holds badges here, and one who asks for them there: two tabs of one browser. */
async function meet(language, options, steps) {
  const say = words[language];
  await visit(world.browser, 2, { locale: say.locale, ...options }, (holder, verifier) => steps(holder, verifier, say));
}

/** Fills in what is asked for; ends on the page with the code, and answers its link. */
async function ask(page, say, what, value) {
  await page.goto(`${world.there.url}/verify`);
  await page.getByRole('link', { name: say.ask }).click();
  await page.locator(`#what-${what}`).check();
  if (value) await page.locator(`#${what}`).fill(value);
  await page.getByRole('button', { name: say.make }).click();
  await page.getByRole('heading', { name: say.waiting }).waitFor();
  await page.locator('img.qr').evaluate((image) => image.decode());  // fails where it is no picture
  return page.locator('#link').innerText();
}

async function open(page, say, link) {
  await page.goto(`${world.here.url}/wallet`);
  await page.getByRole('link', { name: say.open }).click();
  await page.locator('#link').fill(link);
  await page.getByRole('button', { name: say.look }).click();
  await page.getByRole('heading', { name: say.asks }).waitFor();
}

for (const [language, options] of [
  ['fr', { viewport: { width: 360, height: 740 } }],
  ['en', { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false }],
]) {
  // axe-core is a script: without JavaScript only the way through the pages is looked at.
  const examine = options.javaScriptEnabled === false ? async () => {} : look;

  test(`${language}: a badge is asked for, shown, and its report comes by itself`, async () => {
    await meet(language, options, async (holder, verifier, say) => {
      await issueToWallet(holder, world.here);
      const link = await ask(verifier, say, 'any');
      assert.match(link, /^openid4vp:/);
      await examine(verifier);
      await open(holder, say, link);
      await examine(holder);
      await holder.getByRole('button', { name: say.show }).click();
      await holder.getByRole('heading', { name: say.shown }).waitFor();
      await examine(holder);
      await verifier.getByRole('heading', { name: say.answered }).waitFor();
      await verifier.getByRole('heading', { name: say.valid }).waitFor();
      await examine(verifier);
      await verifier.getByRole('link', { name: say.all }).click();
      const latest = verifier.locator('.grant').first();
      await latest.getByText(say.valid).waitFor();
      await examine(verifier);
      await latest.getByRole('link', { name: say.answered }).click();
      await verifier.getByRole('heading', { name: say.valid }).waitFor();
    });
  });

  test(`${language}: who declines shows nothing, and who has nothing that fits cannot answer`, async () => {
    await meet(language, options, async (holder, verifier, say) => {
      await issueToWallet(holder, world.here);
      const link = await ask(verifier, say, 'issuer', 'did:example:nobody');
      await verifier.getByRole('link', { name: say.stop }).click();
      assert.equal(await verifier.locator('#state').getAttribute('data-state'), 'open');
      await open(holder, say, link);
      await holder.getByText(say.missing).waitFor();
      assert.equal(await holder.getByRole('button', { name: say.show, exact: true }).count(), 0);
      await examine(holder);
      await holder.getByRole('button', { name: say.decline }).click();
      await holder.locator('h1').waitFor();
      await verifier.reload();
      await verifier.getByRole('heading', { name: say.declined }).waitFor();
      await examine(verifier);
    });
  });
}

test('the forms have no fault of accessibility', async () => {
  await meet('fr', { viewport: { width: 360, height: 740 } }, async (holder, verifier) => {
    await verifier.goto(`${world.there.url}/ask`);
    await look(verifier);
    await verifier.locator('#what-skill').check();
    await verifier.locator('.form button').click();
    await verifier.locator('[aria-invalid=true]').waitFor();
    await look(verifier);
    await holder.goto(`${world.here.url}/wallet/open?link=nothing`);
    assert.equal(await holder.locator('#link').inputValue(), 'nothing');
    await holder.locator('.form button').click();
    await holder.locator('.notice.bad').waitFor();
    await look(holder);
  });
});
