import type { Ask } from '#app/ui/confirm.tsx';

/** A question before something is paid, as an action answers it: its figures are text. */
export type Asked = Omit<Ask, 'figures'> & {
  readonly figures: readonly { readonly label: string; readonly value: string }[];
};
