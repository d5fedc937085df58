import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES } from '../../seeds/small-town/catalogue/categories.js';
import { composeItems } from '../../seeds/small-town/catalogue/compose-items.js';
import { Chance } from '../../seeds/small-town/chance.js';
import { answerPicture, avatarOf, pictureOf } from '../../src/features/pictures/index.js';

const items = composeItems(800, [], new Chance(1, 'items')).map((item) => ({
  ...item,
  categorySlugs: [CATEGORIES[item.category]!.slug],
}));
const kettle = {
  sku: 'COF-GNK-001',
  title: 'Hollow Oak gooseneck kettle',
  brand: 'Hollow Oak',
  categorySlugs: [],
};

/** The drawing without its title. */
const drawing = (svg: string) => svg.replace(/<title>.*?<\/title>/s, '');

/** Problems of an SVG that a strict reader of XML would have; a checker of exactly what is drawn here. */
function flaw(svg: string): string | null {
  const open: string[] = [];
  for (const [tag, slash, name, attributes, closed] of svg.matchAll(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<>]*")*)(\/?)>/gi,
  )) {
    if (slash === '/') {
      if (open.pop() !== name) return `${tag} closes nothing`;
    } else if (closed !== '/') open.push(name!);
    const names = [...attributes!.matchAll(/ ([\w:-]+)=/g)].map((match) => match[1]);
    if (new Set(names).size !== names.length) return `${tag} names an attribute twice`;
  }
  const text = svg.replaceAll(/<\/?[a-z]+(?: [\w:-]+="[^"<>]*")*\/?>/gi, '');
  if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) return `not escaped: ${text}`;
  if (/NaN|undefined|script|href|onload/.test(drawing(svg)))
    return 'something is in it that is not a drawing';
  return open.length === 0 ? null : `${open.join()} stays open`;
}

describe('the picture of an item', () => {
  it('is drawn for every item of the town: well formed, below 4 KB', () => {
    for (const item of items) {
      const svg = pictureOf(item);
      expect({ sku: item.sku, flaw: flaw(svg) }).toEqual({ sku: item.sku, flaw: null });
      expect(Buffer.byteLength(svg)).toBeLessThan(4096);
    }
  });

  it('is the same for the same item', () => {
    expect(pictureOf({ ...kettle })).toBe(pictureOf(kettle));
  });

  it('differs from item to item', () => {
    const different = new Set(items.map((item) => drawing(pictureOf(item))));

    expect(different.size).toBeGreaterThan(700);
  });

  it('draws each kind of the town as what it is', () => {
    const shapes = new Map(
      items.map((item) => [
        CATEGORIES[item.category]!.kinds[item.kind]!.name[0],
        drawing(pictureOf({ ...item, sku: 'same', brand: 'same', categorySlugs: [] })),
      ]),
    );
    const parcel = drawing(pictureOf({ sku: 'same', brand: 'same', title: 'Something', categorySlugs: [] }));

    for (const [kind, shape] of shapes)
      expect({ kind, isParcel: shape === parcel }).toEqual({ kind, isParcel: false });
    expect(new Set(shapes.values()).size).toBeGreaterThan(97);
  });

  it('draws the thing and not what its title mentions beside it', () => {
    const same = (a: string, b: string) =>
      pictureOf({ ...kettle, title: a }).replace(a, '') === pictureOf({ ...kettle, title: b }).replace(b, '');

    expect(same('Lowtide bookshelf speaker', 'A speaker')).toBe(true);
    expect(same('Fellgate sleeping bag', 'A bag')).toBe(false);
    expect(same('Quiet Room floor lamp', 'A lamp')).toBe(false);
    expect(same('Tea Caravan (board game)', 'A board game')).toBe(true);
    expect(same('Rainy Day jigsaw puzzle, seed catalogue', 'A jigsaw puzzle')).toBe(true);
    expect(same('细口手冲壶', 'A kettle')).toBe(true);
  });

  it('falls back to the department, then to a parcel, for what it cannot draw', () => {
    const shape = (title: string, categorySlugs: string[]) =>
      drawing(pictureOf({ ...kettle, title, categorySlugs }));

    expect(shape('Qwerty', ['kitchen'])).toBe(shape('Dutch oven', []));
    expect(shape('Qwerty', ['no-such'])).toBe(shape('Nothing known', []));
    expect(shape('Qwerty', ['constructor', '__proto__'])).toBe(shape('Nothing known', []));
  });

  it('escapes everything, whatever a seller writes', () => {
    const hostile = `<script>alert("x")</script>&amp;'"\u0000\ud800]]>`;

    expect(flaw(pictureOf({ ...kettle, title: hostile }))).toBeNull();
    expect(pictureOf({ ...kettle, title: hostile })).toContain('&lt;script&gt;');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (title, sku, brand) => {
        const svg = pictureOf({ sku, title, brand, categorySlugs: [brand] });
        return flaw(svg) === null && Buffer.byteLength(svg) < 4096 && !/\p{Cs}/u.test(svg);
      }),
    );
  });

  it('would notice a picture that is not well formed', () => {
    expect(flaw('<svg><g></svg>')).toMatch(/closes nothing/);
    expect(flaw('<svg><title>a & b</title></svg>')).toMatch(/not escaped/);
    expect(flaw('<svg><path d="MNaN"/></svg>')).not.toBeNull();
  });
});

describe('the portrait of a person', () => {
  it('is the same for the same handle, and differs between people', () => {
    const handles = ['alice', 'bob', 'xiaoyu', 'carol', 'dave', 'erin', 'grace', 'nina'];

    expect(avatarOf('alice')).toBe(avatarOf('alice'));
    expect(new Set(handles.map((handle) => drawing(avatarOf(handle)))).size).toBe(handles.length);
  });

  it('is well formed for any handle', () => {
    fc.assert(fc.property(fc.string(), (handle) => flaw(avatarOf(handle)) === null));
  });
});

describe('answering for a picture', () => {
  const asked: string[][] = [];
  const store = {
    lookup: async (_label: string, key: string, values: readonly string[]) => {
      asked.push([key, ...values]);
      return values.map((sku) => (sku === kettle.sku ? { props: kettle } : null));
    },
  } as unknown as Parameters<typeof answerPicture>[0];

  it('draws an item by its sku, in whatever case it is written', async () => {
    const answer = await answerPicture(store, '/pictures/cof-gnk-001.svg');

    expect(answer?.status).toBe(200);
    expect(answer?.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(answer?.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer?.body).toBe(pictureOf(kettle));
  });

  it('sends nothing again to who has it', async () => {
    const first = await answerPicture(store, '/pictures/COF-GNK-001.svg');
    const again = await answerPicture(store, '/pictures/COF-GNK-001.svg', first!.headers['etag']);

    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it('has no picture of what is not there, and leaves other paths alone', async () => {
    expect(await answerPicture(store, '/pictures/NO-SUCH.svg')).toMatchObject({ status: 404 });
    expect(await answerPicture(store, '/pictures/../secret.svg')).toMatchObject({ status: 404 });
    expect(await answerPicture(store, '/graphql')).toBeNull();
  });

  it('draws a portrait without asking who is there', async () => {
    asked.length = 0;
    const answer = await answerPicture(store, '/avatars/nobody.svg');

    expect(answer?.status).toBe(200);
    expect(asked).toEqual([]);
  });
});
