import { createElement, type FunctionComponent, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import { describe, expect, it } from 'vitest';
import { ButtonLink, SubmitButton } from './button.tsx';
import { Card, CardList } from './card-list.tsx';
import { Checkbox } from './checkbox.tsx';
import { CheckboxGroup, RadioGroup } from './choice-group.tsx';
import { CodeInput } from './code-input.tsx';
import { Confirm } from './confirm.tsx';
import { CopyField } from './copy-field.tsx';
import { DateTimeInput } from './date-time-input.tsx';
import { DefinitionList } from './definition-list.tsx';
import { Disclosure } from './disclosure.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FlashNotice } from './flash-notice.tsx';
import { Menu } from './menu.tsx';
import { Moment } from './moment.tsx';
import { MoneyInput } from './money-input.tsx';
import { NichePicker } from './niche-picker.tsx';
import { Notice } from './notice.tsx';
import { PasswordInput } from './password-input.tsx';
import { PostButton } from './post-button.tsx';
import { PostForm } from './post-form.tsx';
import { QrImage } from './qr-image.tsx';
import { RegionCombobox } from './region-combobox.tsx';
import { Select } from './select.tsx';
import { StatTiles } from './stat-tiles.tsx';
import { StateBadge } from './state-badge.tsx';
import { Steps } from './steps.tsx';
import { Tabs } from './tabs.tsx';
import { TaskList } from './task-list.tsx';
import { TextArea } from './text-area.tsx';
import { TextInput } from './text-input.tsx';
import { Timeline } from './timeline.tsx';
import { Tooltip } from './tooltip.tsx';
import { WorkShell } from './work-shell.tsx';
import { WorkTitle } from './work-title.tsx';

const NOW = new Date('2026-11-23T12:00:00Z');
const GROUPS = [
  {
    label: 'Renovation',
    choices: [
      { value: 'renovation', label: 'All' },
      { value: 'windows', label: 'Windows' },
    ],
  },
  { label: 'Legal', choices: [{ value: 'family', label: 'Family' }] },
];
const CHOICES = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B', hint: 'Of 60 seconds' },
];
const said = { label: 'Label', hint: 'Hint', error: 'Wrong' };
const ask = {
  title: 'Top up?',
  text: 'It is charged.',
  figures: [{ label: 'Amount', value: '5,000.00 UAH' }],
  fields: { amount: '500000', regions: ['UA-30', 'UA-46'] },
  confirmLabel: 'Top up 5,000.00 UAH',
  cancelTo: '/buy/wallet',
};

/** Children are a prop like any other here. */
const h = <Props extends object>(component: FunctionComponent<Props>, props: Props) =>
  createElement(component, props);

/** The page as it leaves the server, at an address. */
async function render(element: ReactElement, address = '/buy'): Promise<string> {
  const routes = [{ path: '*', element, loader: () => null }];
  const { query, dataRoutes } = createStaticHandler(routes);
  const context = await query(new Request(`http://birja.test${address}`));
  if (context instanceof Response) throw new Error('a page was asked for');
  const router = createStaticRouter(dataRoutes, context);
  return renderToString(h(StaticRouterProvider, { router, context, hydrate: false }));
}

const shell = (items: number, rest: Partial<Parameters<typeof WorkShell>[0]> = {}) =>
  h(WorkShell, {
    navigation: Array.from({ length: items }, (_, index) => ({
      to: index === 0 ? '/buy' : `/buy/${index}`,
      label: `Page ${index}`,
      icon: 'home' as const,
      count: index,
    })),
    organisation: { name: 'Okna', others: [{ id: 'org_2', name: 'Dveri' }] },
    person: { name: 'Olena', email: 'olena@okna.test' },
    balance: { href: '/buy/wallet', amountMinor: 120_000n, currency: 'UAH' as const },
    children: createElement('h1', null, 'Start'),
    ...rest,
  });

const COMPONENTS: Readonly<Record<string, ReactElement>> = {
  WorkShell: shell(6),
  WorkTitle: h(WorkTitle, { title: 'Orders', back: { to: '/buy', label: 'Start' }, intro: 'All of them' }),
  Tabs: h(Tabs, { label: 'Leads', current: '/buy', items: [{ to: '/buy', label: 'All', count: 3 }] }),
  FilterBar: h(FilterBar, {
    label: 'Filters',
    submitLabel: 'Show',
    clearTo: '/buy',
    children: h(Select, { name: 'niche', label: 'Niche', value: '', choices: CHOICES }),
  }),
  TextInput: h(TextInput, { ...said, name: 'name', value: 'x', maxLength: 9, prefix: '+', suffix: 'cm' }),
  TextArea: h(TextArea, { ...said, name: 'note', value: 'x', maxLength: 9 }),
  PasswordInput: h(PasswordInput, { ...said, name: 'password', autoComplete: 'new-password' }),
  CodeInput: h(CodeInput, { ...said, name: 'code' }),
  MoneyInput: h(MoneyInput, { ...said, name: 'price', value: '5', currency: 'UAH' }),
  'MoneyInput of several': h(MoneyInput, {
    ...said,
    name: 'price',
    value: '5',
    currency: 'UAH',
    currencies: ['UAH', 'RUB'],
  }),
  DateTimeInput: h(DateTimeInput, { ...said, name: 'at', value: { text: '2026-11-24T10:30', zone: 'UTC' } }),
  Select: h(Select, { ...said, name: 'niche', value: 'a', choices: CHOICES, groups: GROUPS }),
  Checkbox: h(Checkbox, { name: 'terms', checked: true, hint: 'Hint', error: 'Wrong', children: 'I agree' }),
  CheckboxGroup: h(CheckboxGroup, { ...said, name: 'days', values: ['a'], choices: CHOICES }),
  RadioGroup: h(RadioGroup, { ...said, name: 'action', value: 'a', choices: CHOICES, inline: true }),
  NichePicker: h(NichePicker, { ...said, name: 'niche', groups: GROUPS, value: 'windows' }),
  'NichePicker of several': h(NichePicker, { ...said, name: 'niches', groups: GROUPS, values: ['windows'] }),
  RegionCombobox: h(RegionCombobox, {
    ...said,
    name: 'regions',
    multiple: true,
    chosen: [{ code: 'UA-30', label: 'Kyiv' }],
  }),
  PostForm: h(PostForm, {
    failed: { errors: { name: 'Give it a name.' } },
    children: [
      h(TextInput, {
        key: 1,
        name: 'name',
        label: 'Name',
        value: '',
        maxLength: 9,
        error: 'Give it a name.',
      }),
      h(SubmitButton, { key: 2, children: 'Save' }),
    ],
  }),
  PostButton: h(PostButton, { fields: { outcome: 'reached' }, children: 'Reached', small: true }),
  SubmitButton: h(SubmitButton, { kind: 'danger', name: 'act', value: 'x', full: true, children: 'Delete' }),
  ButtonLink: h(ButtonLink, { to: '/buy', kind: 'other', children: 'Back' }),
  Confirm: h(Confirm, ask),
  Notice: h(Notice, { tone: 'amber', title: 'Paused', text: 'Nothing is bought.' }),
  StateBadge: h(StateBadge<'sale'>, { of: 'sale', state: 'held' }),
  Moment: h(Moment, { at: NOW, now: NOW, exact: true }),
  CardList: h(CardList, { label: 'Inbox', children: h(Card, { title: 'Petro', to: '/buy', meta: 'now' }) }),
  DefinitionList: h(DefinitionList, { items: [{ term: 'Phone', value: '+380' }] }),
  Timeline: h(Timeline, { now: NOW, events: [{ key: '1', at: NOW, title: 'Sold', text: 'x' }] }),
  StatTiles: h(StatTiles, { label: 'Today', tiles: [{ label: 'Reached', figure: '43 %', sample: 37 }] }),
  TaskList: h(TaskList, {
    title: 'Now',
    empty: 'Nothing',
    tasks: [{ key: 'a', icon: 'phone', text: 'Call', count: 2, to: '/buy' }],
  }),
  Steps: h(Steps, { label: 'First steps', steps: [{ label: 'Top up', state: 'done' }] }),
  Menu: h(Menu, {
    label: 'More',
    items: [
      { to: '/buy', label: 'Show' },
      { action: '/buy', fields: { a: '1' }, label: 'Do', danger: true },
    ],
  }),
  Disclosure: h(Disclosure, { summary: 'Consent', children: 'I agree' }),
  Tooltip: h(Tooltip, {
    text: 'Frozen at sale',
    children: createElement('button', { type: 'button' }, 'Why'),
  }),
  CopyField: h(CopyField, { id: 'key', label: 'Key', value: 'sk', hint: 'Shown once' }),
  QrImage: h(QrImage, { src: 'data:image/png;base64,AA==', alt: 'Code' }),
};

const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
const tagWith = (html: string, part: string) => new RegExp(`<[^>]*${part}[^>]*>`).exec(html)?.[0] ?? '';

describe.each(Object.entries(COMPONENTS))('%s, as the server makes it', (_name, element) => {
  it('holds no style that the policy forbids', async () => {
    const html = await render(element);
    expect(html).toMatch(/<\w/);
    expect(html).not.toMatch(/\sstyle=|<style|<script/);
  });

  it('points to nothing that is not there, and gives no id twice', async () => {
    const html = await render(element);
    const ids = attributes(html, 'id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const named = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'].flatMap((name) =>
      attributes(html, name).flatMap((value) => value.split(' ')),
    );
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('a field', () => {
  const FIELDS = [
    'TextInput',
    'TextArea',
    'PasswordInput',
    'CodeInput',
    'MoneyInput',
    'DateTimeInput',
    'Select',
    'NichePicker',
  ];
  it.each(FIELDS)('%s says what it is, what is wrong and what helps', async (name) => {
    const html = await render(COMPONENTS[name] as ReactElement);
    const id = attributes(html, 'for')[0];
    const control = tagWith(html, ` id="${id}"`);
    expect(control).toMatch(/^<(input|select|textarea)/);
    expect(control).toContain('aria-invalid="true"');
    expect(control).toMatch(new RegExp(`aria-describedby="${id}-error ${id}-hint`));
    expect(html).toContain(`>Wrong</p>`);
  });

  it.each(['CheckboxGroup', 'RadioGroup', 'NichePicker of several', 'RegionCombobox'])(
    '%s is a group with a name, and errors lead to its first control',
    async (name) => {
      const html = await render(COMPONENTS[name] as ReactElement);
      expect(html).toMatch(/<fieldset[^>]*aria-describedby="(\w+)-error \1-hint"[^>]*><legend[^>]*>Label/);
      const [described] = attributes(html, 'aria-describedby');
      const id = described?.split('-')[0];
      expect(tagWith(html, ` id="${id}"`)).toMatch(/^<input/);
    },
  );

  it('is marked only when it may stay empty', async () => {
    const text = (optional: boolean) =>
      render(h(TextInput, { name: 'a', label: 'A', value: '', maxLength: 9, optional }));
    expect(await text(true)).toContain('(optional)');
    expect(await text(false)).not.toContain('(optional)');
  });

  it('for a password never holds one', async () => {
    expect(await render(COMPONENTS.PasswordInput as ReactElement)).not.toMatch(/ value=/);
  });

  it('for a time says by which clock, and sends it along', async () => {
    const html = await render(COMPONENTS.DateTimeInput as ReactElement);
    expect(html).toContain('Time: UTC.');
    expect(tagWith(html, 'name="at_zone"')).toContain('value="UTC"');
  });

  it('for regions works without scripts: ticks for those chosen, text for one more', async () => {
    const html = await render(COMPONENTS.RegionCombobox as ReactElement);
    expect(tagWith(html, 'value="UA-30"')).toMatch(/type="checkbox".*name="regions".*checked/);
    expect(tagWith(html, 'name="region_add"')).toContain('type="text"');
  });
});

describe('a form that was not taken', () => {
  const failed = { errors: { name: 'Give it a name.', none: undefined }, refusal: null };

  it('says so first, has the focus, and leads to each field', async () => {
    const html = await render(h(PostForm, { failed, children: null }));
    expect(html).toMatch(/<div tabindex="-1" autofocus=""[^>]*><div role="alert"/);
    expect(html).toContain('1 thing to put right');
    expect(attributes(html, 'href')).toEqual(['#name']);
  });

  it('says what is wrong with the whole of it', async () => {
    const html = await render(
      h(PostForm, { failed: { errors: {}, refusal: 'No more orders.' }, children: null }),
    );
    expect(html).toContain('No more orders.</h2>');
    expect(attributes(html, 'href')).toEqual([]);
  });

  it.each([null, undefined, { errors: {} }])('is silent while nothing is wrong (%j)', async (none) => {
    expect(await render(h(PostForm, { failed: none, children: null }))).not.toContain('alert');
  });
});

describe('a question before something is done', () => {
  it('shows the figures and sends all of the fields, once agreed to', async () => {
    const html = await render(h(Confirm, ask));
    expect(html).toContain('5,000.00 UAH</dd>');
    const sent = [...html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, ...pair]) => pair);
    expect(sent).toEqual([
      ['amount', '500000'],
      ['regions', 'UA-30'],
      ['regions', 'UA-46'],
      ['confirmed', 'yes'],
    ]);
    expect(tagWith(html, 'href="/buy/wallet"')).not.toBe('');
  });

  it('cannot be agreed to twice over by what it carries', async () => {
    const html = await render(h(Confirm, { ...ask, fields: { confirmed: 'no' } }));
    expect(attributes(html, 'value')).toEqual(['yes']);
  });

  it('has the focus without scripts', async () => {
    expect(await render(h(Confirm, ask))).toMatch(/<section[^>]*><div tabindex="-1" autofocus=""/);
  });
});

describe('what was done', () => {
  const notices = { saved: { title: 'Saved' } };
  const shown = (address: string) => render(h(FlashNotice, { notices }), address);

  it('is told after the redirect', async () => {
    expect(await shown('/buy?done=saved')).toMatch(/autofocus.*Saved/);
  });

  it.each(['', '?done=', '?done=other', '?done=toString', '?done=__proto__'])(
    'is not made up: "%s"',
    async (query) => {
      expect(await shown(`/buy${query}`)).toBe('');
    },
  );
});

describe('the frame of a work screen', () => {
  const bar = (html: string) => html.slice(html.indexOf('fixed inset-x-0 bottom-0'));
  const words = (html: string) => [...html.matchAll(/>Page (\d)</g)].map(([, page]) => Number(page));

  it('shows five places on a phone, and folds the rest of more', async () => {
    const five = bar(await render(shell(5)));
    expect(words(five)).toEqual([0, 1, 2, 3, 4]);
    expect(five).not.toContain('<details');
    const six = bar(await render(shell(6)));
    expect(words(six.slice(0, six.indexOf('<details')))).toEqual([0, 1, 2, 3]);
    expect(words(six.slice(six.indexOf('<details')))).toEqual([4, 5]);
  });

  it('marks where one is, and the start only there', async () => {
    const current = async (address: string) =>
      [...(await render(shell(3), address)).matchAll(/<a[^>]*aria-current="page"[^>]*href="([^"]+)"/g)].map(
        ([, href]) => href,
      );
    expect(await current('/buy')).toEqual(['/buy', '/buy']);
    expect(await current('/buy/2/more')).toEqual(['/buy/2', '/buy/2']);
  });

  it('leads past itself, and lets one out by a form', async () => {
    const html = await render(shell(2));
    expect(html.indexOf('href="#content"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toMatch(/<main id="content" tabindex="-1"/);
    expect(html).toMatch(/<form method="post" action="\/log-out"/);
  });

  it('switches the organisation by a form, or leads to all where there is one', async () => {
    const several = await render(shell(2));
    expect(several).toMatch(/action="\/account\/organisations".*name="organisation" value="org_2"/);
    const one = await render(shell(2, { organisation: { name: 'Okna' } }));
    expect(one).not.toContain('name="organisation"');
    expect(one).toMatch(/<a[^>]*href="\/account\/organisations"/);
  });

  it('shows the balance to who has one', async () => {
    expect(await render(shell(2))).toContain('1,200.00');
    expect(await render(shell(2, { balance: null }))).not.toContain('/buy/wallet');
  });
});

describe('a list of places', () => {
  it('says which of the tabs is shown', async () => {
    const items = [
      { to: '/buy', label: 'To do' },
      { to: '/buy?all=1', label: 'All' },
    ];
    const html = await render(h(Tabs, { label: 'Leads', current: '/buy?all=1', items }));
    expect(html.match(/aria-current="page"/g)).toHaveLength(1);
    expect(tagWith(html, 'aria-current="page"')).toContain('href="/buy?all=1"');
  });

  it('says that nothing needs one, where nothing does', async () => {
    const html = await render(h(TaskList, { title: 'Now', tasks: [], empty: 'Nothing needs you.' }));
    expect(html).toContain('Nothing needs you.');
    expect(html).not.toContain('<ul');
  });

  it('gives a share with its sample', async () => {
    expect(await render(COMPONENTS.StatTiles as ReactElement)).toContain('n = 37');
  });
});

describe('a moment', () => {
  const shown = async (ms: number) =>
    />([^<]+)<\/time>/.exec(await render(h(Moment, { at: new Date(NOW.getTime() + ms), now: NOW })))?.[1];
  const HOUR_MS = 3_600_000;

  it.each([
    [0, 'just now'],
    [-3 * HOUR_MS, '3 h ago'],
    [30_000, 'in less than 1 min'],
    [5 * 60_000, 'in 5 min'],
    [3 * HOUR_MS, 'in 3 h'],
    [24 * HOUR_MS, 'in 24 h'],
    [3 * 24 * HOUR_MS, 'in 3 days'],
    [75 * HOUR_MS, 'in 3 days'],
  ])('%i ms from now is "%s"', async (ms, text) => {
    expect(await shown(ms)).toBe(text);
  });

  it('is exact where it is a date to keep', async () => {
    const html = await render(h(Moment, { at: new Date('2026-12-01T09:30:00Z'), now: NOW, exact: true }));
    expect(html).toContain('>2026-12-01 09:30 UTC</time>');
    expect(html).toContain('title="in 7 days"');
  });
});
