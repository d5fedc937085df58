import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { isCurrency } from '../../graphql/currencies.js';
import { normalText } from '../../graphql/text.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotAllowed, NotFound, Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { findCategories, knownCategories } from './find-categories.js';
import { itemSearch, shelve } from './item-changes.js';
import { CurrencyNotAllowed } from './refusals.js';

/** What is left out, or null where an item must have one, stays; null takes a Chinese text or the brand away. */
export interface ItemEdit {
  readonly title?: string | null | undefined;
  readonly titleZh?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly descriptionZh?: string | null | undefined;
  readonly priceMinor?: number | null | undefined;
  readonly currency?: string | null | undefined;
  readonly brand?: string | null | undefined;
  readonly categorySlugs?: readonly string[] | null | undefined;
  readonly pictures?: readonly string[] | null | undefined;
  readonly available?: boolean | null | undefined;
}

/** Who edits: a seller what is theirs, staff everything. */
export interface Editor {
  readonly userId: Id<'User'>;
  readonly isStaff: boolean;
}

/** Edits an item; the index follows its words, and its shelves follow its categories. */
export async function planUpdateItem(
  shop: Shop,
  editor: Editor,
  itemId: Id<'Item'> | null,
  edit: ItemEdit,
): Promise<Plan<{ readonly itemId: Id<'Item'> }> | Refusal> {
  const [item] = itemId === null ? [null] : await shop.store.nodes('Item', [itemId]);
  if (!item) return new NotFound();
  if (!editor.isStaff && item.props.sellerId !== editor.userId)
    return new NotAllowed('This is not your item.');
  if (edit.currency != null && !isCurrency(edit.currency)) return new CurrencyNotAllowed();
  const before = await knownCategories(shop, item.props.categorySlugs);
  const after = edit.categorySlugs == null ? before : await findCategories(shop, edit.categorySlugs);
  if (after instanceof Refusal) return after;

  const texts = {
    sku: item.props.sku,
    title: edit.title == null ? item.props.title : normalText(edit.title),
    description: edit.description == null ? item.props.description : normalText(edit.description),
    titleZh: optional(edit.titleZh, item.props.titleZh),
    descriptionZh: optional(edit.descriptionZh, item.props.descriptionZh),
    brand: optional(edit.brand, item.props.brand),
  };
  const props = {
    title: texts.title,
    description: texts.description,
    titleZh: texts.titleZh ?? null,
    descriptionZh: texts.descriptionZh ?? null,
    brand: texts.brand ?? null,
    priceMinor: edit.priceMinor ?? item.props.priceMinor,
    currency: edit.currency ?? item.props.currency,
    categorySlugs: after === before ? item.props.categorySlugs : after.map(({ props }) => props.slug),
    pictures: [...(edit.pictures ?? item.props.pictures)],
    available: edit.available ?? item.props.available,
    search: itemSearch(
      texts,
      after.map(({ props }) => props),
    ),
  } satisfies { [K in keyof NodeProps['Item']]?: NodeProps['Item'][K] | null };
  return {
    expect: [{ kind: 'nodeVersion', id: item.id, version: item.version }],
    changes: [
      { kind: 'updateNode', id: item.id, props },
      ...(after === before ? [] : moveShelves(item, before, after)),
    ],
    result: { itemId: item.id },
  };
}

function moveShelves(
  item: GraphNode<'Item'>,
  before: readonly GraphNode<'Category'>[],
  after: readonly GraphNode<'Category'>[],
): Change[] {
  const left = before.filter(({ id }) => after.every((one) => one.id !== id));
  return [
    ...shelve(item.id, item.props.createdAt, after),
    ...left.map(({ id }): Change => ({ kind: 'deleteEdge', type: 'IN_CATEGORY', from: item.id, to: id })),
  ];
}

function optional(edited: string | null | undefined, kept: string | undefined): string | undefined {
  if (edited === undefined) return kept;
  const text = normalText(edited ?? '');
  return text === '' ? undefined : text;
}
