// The first pages end to end: a badge is issued, kept, presented and verified, with and without JavaScript, in French and
// in English; axe-core finds nothing; the server stops on Ctrl-C and keeps its data.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { accessibilityFaults, look, openPage, startBrowser, startServer, temporaryFolder } from './support.mjs';

const words = {
  fr: {
    locale: 'fr-FR',
    title: 'Des badges qui prouvent ce qu’ils disent'.replace('’', "'"),
    issue: 'Signer et délivrer le badge',
    issued: 'Le badge est délivré',
    keep: 'Garder dans le portefeuille de démonstration',
    kept: 'Le badge est dans votre portefeuille.',
    present: 'Présenter au vérificateur',
    verify: 'Vérifier',
    verifyThis: 'Vérifier ce badge',
    valid: 'Ce badge est authentique',
    invalid: 'Ne vous fiez pas à ce badge',
    unknownPage: "Cette page n'existe pas",
    badge: 'Communicant',
    rejected: "Le badge n'a pas été délivré",
  },
  en: {
    locale: 'en-GB',
    title: 'Badges that prove what they say',
    issue: 'Sign and issue the badge',
    issued: 'The badge is issued',
    keep: 'Keep it in the demo wallet',
    kept: 'The badge is in your wallet.',
    present: 'Present to the verifier',
    verify: 'Verify',
    verifyThis: 'Verify this badge',
    valid: 'This badge is genuine',
    invalid: 'Do not rely on this badge',
    unknownPage: 'There is no such page',
    badge: 'Communicator',
    rejected: 'The badge was not issued',
  },
};

const folder = temporaryFolder('pages');
const data = join(folder.path, 'data');
let server;
let browser;

before(async () => {
  server = await startServer(data);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove();
});

/** Opens a context in that language, runs `steps`, and expects that nothing unwanted happened. */
async function visit(language, options, steps) {
  const context = await browser.newContext({ locale: words[language].locale, reducedMotion: 'reduce', ...options });
  try {
    const { page, faults } = await openPage(context, server.url);
    await steps(page, words[language]);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** Issues the first badge of the catalogue to the demo wallet; ends on its public page. */
async function issue(page, say) {
  await page.goto(`${server.url}/issue`);
  await page.getByRole('link', { name: say.badge, exact: true }).click();
  await page.locator('#evidence_name').fill('Portfolio');
  await page.locator('#evidence_url').fill('https://portfolio.example.edu/one');
  await page.locator('#evidence_narrative').fill('- a talk\n- **a poster** <script>alert(1)</script>');
  await page.locator('#valid_until').fill('2099-12-31');
  await page.getByRole('button', { name: say.issue }).click();
  await page.getByText(say.issued).waitFor();
  assert.equal(await page.locator('h1').innerText(), say.badge);
}

async function keep(page, say) {
  await page.getByRole('button', { name: say.keep }).click();
  await page.getByText(say.kept).waitFor();
}

async function present(page, say) {
  await page.getByRole('button', { name: say.present }).click();
  await page.getByRole('heading', { name: say.valid }).waitFor();
}

async function expectVerdict(page, heading) {
  assert.equal(await page.locator('#verdict').innerText(), heading);
}

for (const language of ['fr', 'en']) {
  for (const javaScriptEnabled of [true, false]) {
    const name = `${language}: issue, keep, present, verify ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
    test(name, async () => {
      await visit(language, { javaScriptEnabled }, async (page, say) => {
        await page.goto(server.url);
        assert.equal(await page.locator('h1').innerText(), say.title);
        await issue(page, say);
        const address = page.url().replace(/\?.*/, '');

        await page.getByRole('button', { name: say.verifyThis }).click();
        await expectVerdict(page, say.valid);

        await page.goto(address);
        await keep(page, say);
        await page.goto(`${server.url}/wallet`);
        await page.getByRole('link', { name: say.badge, exact: true }).first().click();
        await present(page, say);
        assert.ok((await page.locator('.check.pass').count()) >= 5);
        assert.equal(await page.locator('.check.fail, .check.unknown').count(), 0);
      });
    });
  }

  test(`${language}: the verifier takes a file, an address and pasted text, and refuses a changed badge`, async () => {
    await visit(language, {}, async (page, say) => {
      await issue(page, say);
      const address = page.url().replace(/\?.*/, '');
      const text = await (await fetch(address, { headers: { Accept: 'application/vc' } })).text();
      const file = join(folder.path, 'badge.json');
      writeFileSync(file, text);

      const verify = async (fill) => {
        await page.goto(`${server.url}/verify`);
        await fill();
        await page.getByRole('button', { name: say.verify, exact: true }).click();
        await page.locator('#verdict').waitFor();
      };
      await verify(() => page.locator('#file').setInputFiles(file));
      await expectVerdict(page, say.valid);
      await verify(() => page.locator('#url').fill(address));
      await expectVerdict(page, say.valid);
      await verify(() => page.locator('#text').fill(text));
      await expectVerdict(page, say.valid);

      await verify(() => page.locator('#text').fill(text.replaceAll(say.badge, `TAMPERED ${say.badge}`)));
      await expectVerdict(page, say.invalid);
      assert.equal(await page.locator('.check.fail').count(), 1);
      assert.deepEqual(await accessibilityFaults(page), []);

      await verify(() => page.locator('#text').fill('this is no badge'));
      await expectVerdict(page, say.invalid);
    });
  });

  for (const [device, viewport] of [['desktop', { width: 1280, height: 900 }], ['phone', { width: 360, height: 740 }]]) {
    test(`${language}: no accessibility fault and nothing too wide on a ${device}`, async () => {
      await visit(language, { viewport }, async (page, say) => {
        const examine = async () => {
          await look(page);
          assert.equal(await page.locator('html').getAttribute('lang'), language);
          for (const link of await page.locator('.languages a').all()) {
            const path = await link.getAttribute('href');
            const answer = await fetch(server.url + path, { headers: { Accept: 'text/html' } });
            assert.match(answer.headers.get('content-type'), /^text.html/, path);
          }
        };
        const paths = ['/', '/issue', '/issue/communicant', '/issue/new', '/offers', '/verify', '/ask', '/asked', '/wallet',
          '/wallet/import', '/wallet/profile', '/issuers/universite-exemple/achievements/communicant', '/wallet/00000000000000000000000000000000'];
        for (const path of paths) {
          await page.goto(server.url + path);
          await examine();
        }
        await page.getByRole('heading', { name: say.unknownPage }).waitFor();

        await page.goto(`${server.url}/issue/new`);
        await page.locator('#recipient-email').check();
        await page.locator('#email').fill('nobody');
        await page.locator('#name').fill('<b>Étoile & compagnie</b>');
        await page.getByRole('button', { name: say.issue }).click();
        await page.getByRole('heading', { name: say.rejected }).waitFor();
        assert.equal(await page.locator('#name').inputValue(), '<b>Étoile & compagnie</b>');
        assert.equal(await page.locator('#email').getAttribute('aria-invalid'), 'true');
        await examine();

        await issue(page, say);
        assert.equal(await page.locator('.evidence strong').innerText(), 'a poster');
        assert.equal(await page.locator('meta[property="og:title"]').getAttribute('content'), say.badge);
        assert.match(await page.locator('meta[name=robots]').getAttribute('content'), /noindex/);
        await examine();
        const address = page.url();
        await page.getByRole('button', { name: say.verifyThis }).click();
        await expectVerdict(page, say.valid);
        await examine();
        await page.goto(address);
        await keep(page, say);
        await examine();
        await present(page, say);
        await examine();
        await page.goto(`${server.url}/wallet`);
        await examine();
      });
    });
  }
}

test('a badge of one\'s own, for an e-mail address that is not shown', async () => {
  await visit('fr', {}, async (page, say) => {
    await page.goto(`${server.url}/issue/new`);
    await page.locator('#name').fill('Chef de chœur');
    await page.locator('#description').fill('Dirige un chœur.');
    await page.locator('#criteria').fill('Avoir dirigé *trois* concerts.');
    await page.locator('#recipient-email').check();
    await page.locator('#email').fill('quelquun@example.edu');
    await page.getByRole('button', { name: say.issue }).click();
    await page.getByText(say.issued).waitFor();
    assert.equal(await page.locator('h1').innerText(), 'Chef de chœur');
    assert.ok(!(await page.content()).includes('quelquun@example.edu'));
    const json = await (await fetch(page.url().replace(/\?.*/, ''))).text();
    assert.ok(!json.includes('quelquun@example.edu'));
    assert.match(json, /sha256\$[0-9a-f]{64}/);
  });
});

test('the switch of language is remembered', async () => {
  await visit('fr', {}, async (page) => {
    await page.goto(server.url);
    await page.getByRole('link', { name: 'English' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.goto(`${server.url}/verify`);
    assert.equal(await page.locator('h1').innerText(), 'Verify a badge');
  });
});

test('the keyboard reaches the content and the first door', async () => {
  await visit('en', {}, async (page) => {
    await page.goto(server.url);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '/issue');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Issue a badge' }).waitFor();
  });
});

test('the page and the credential share one address', async () => {
  await visit('en', {}, async (page, say) => {
    await issue(page, say);
    const address = page.url().replace(/\?.*/, '');
    const answer = await fetch(address);
    assert.match(answer.headers.get('content-type'), /^application\/(vc|json|ld\+json)/);
    assert.equal((await answer.json()).id, address);
    const download = page.waitForEvent('download');
    await page.locator('a[download][href*=".json"]').click();
    const file = await (await download).path();
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).id, address);
  });
});

test('a badge is brought as an image, taken out as one, and deleted, without JavaScript', async () => {
  await visit('en', { javaScriptEnabled: false }, async (page, say) => {
    await issue(page, say);
    const address = page.url().replace(/\?.*/, '');
    const image = join(folder.path, 'badge.svg');
    writeFileSync(image, await (await fetch(`${address}.svg`)).text());

    await page.goto(`${server.url}/wallet`);
    await page.getByRole('link', { name: 'Bring a badge' }).click();
    await page.locator('#file').setInputFiles(image);
    await page.getByRole('button', { name: 'Verify and show me' }).click();
    await expectVerdict(page, say.valid);
    await page.getByRole('button', { name: 'Keep it in my wallet' }).click();
    await page.getByText(say.kept).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the image (SVG)' }).click();
    const file = await (await download).path();
    const taken = readFileSync(file, 'utf8');
    assert.ok(taken.includes('<openbadges:credential') && taken.includes(address));

    const held = page.url().replace(/\?.*/, '');
    await page.getByRole('link', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete for ever' }).click();
    await page.getByText('The badge is deleted.').waitFor();
    assert.equal((await page.goto(held)).status(), 404);
  });
});

test('a form from elsewhere is refused', async () => {
  const body = new URLSearchParams({ csrf: '0'.repeat(32), recipient: 'wallet', language: 'fr' });
  const headers = { Cookie: `blason-form=${'0'.repeat(32)}` };
  const post = (more) => fetch(`${server.url}/issue/communicant`, { method: 'POST', body, redirect: 'manual', headers: more });
  assert.equal((await post({})).status, 403);
  assert.equal((await post({ Cookie: `blason-form=${'1'.repeat(32)}` })).status, 403);
  assert.equal((await post({ ...headers, Origin: 'https://evil.example' })).status, 403);
  assert.equal((await post({ ...headers, Origin: 'null' })).status, 403);
  assert.equal((await post({ ...headers, 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await post({ ...headers, Origin: server.url })).status, 303);
});

test('Ctrl-C ends the server with status 0, and a second start has the data within 10 s', async () => {
  await visit('fr', {}, async (page, say) => {
    await issue(page, say);
    const address = page.url().replace(/\?.*/, '');
    const before = await (await fetch(address)).text();
    assert.equal(await server.stop(), 0);
    server = await startServer(data, server.port);
    assert.ok(server.startMilliseconds < 10_000, `took ${server.startMilliseconds} ms`);
    assert.equal(await (await fetch(address)).text(), before);
    await page.goto(address);
    assert.equal(await page.locator('h1').innerText(), say.badge);
  });
});
