import type { Reference } from '#app/domain/catalog/reference.ts';

/** Whether the orders that name a region could pay for a lead of an offer. */
export type RoomPart = {
  readonly regionCode: string;
  readonly hasRoom: boolean;
  /** When the first of them whose caps are full may buy again; null where none says. */
  readonly opensAt: Date | null;
};

export type Room = Omit<RoomPart, 'regionCode'>;

type Regions = Pick<Reference, 'regions'>;

/**
 * What room there is for an offer's leads by the orders that could take them.
 * @returns asked for a region: of the orders that name it, what it lies in or what lies in it; for null: of all
 */
export function roomOver(reference: Regions, parts: readonly RoomPart[]): (code: string | null) => Room {
  const all = foldRooms(parts);
  const named = new Map(parts.map((part) => [part.regionCode, part]));
  // What lies in a region counts for it, and so for all above it.
  const below = new Map<string, RoomPart[]>();
  for (const part of parts)
    for (const code of pathOf(reference, part.regionCode))
      below.set(code, [...(below.get(code) ?? []), part]);
  return (code) => {
    if (code === null) return all;
    const above = pathOf(reference, code).flatMap((one) => named.get(one) ?? []);
    return foldRooms([...above, ...(below.get(code) ?? [])]);
  };
}

/**
 * The regions from which an offer's leads come and find no buyer with room: of each place the widest that is full, within the offer's.
 * @param input.places where its leads lie; those outside of the offer's regions are left out
 */
export function fullRegionsOf(
  reference: Regions,
  input: { regions: readonly string[]; places: readonly string[]; room: (code: string) => Room },
): Set<string> {
  const { regions, places, room } = input;
  const isFull = new Map<string, boolean>();
  const looksFull = (code: string) => {
    const known = isFull.get(code) ?? !room(code).hasRoom;
    isFull.set(code, known);
    return known;
  };
  const full = new Set<string>();
  for (const place of places) {
    const path = pathOf(reference, place);
    const widest = path.findLastIndex((code) => regions.includes(code));
    const found = path.slice(0, widest + 1).findLast(looksFull);
    if (found !== undefined) full.add(found);
  }
  return full;
}

function foldRooms(parts: readonly RoomPart[]): Room {
  const opens = parts.flatMap(({ opensAt }) => (opensAt ? [opensAt.getTime()] : []));
  return {
    hasRoom: parts.some(({ hasRoom }) => hasRoom),
    opensAt: opens.length === 0 ? null : new Date(Math.min(...opens)),
  };
}

function pathOf({ regions }: Regions, code: string): readonly string[] {
  return regions.get(code)?.path ?? [code];
}
