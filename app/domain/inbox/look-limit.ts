/** So many leads a filter looks through for one page: it is asked again behind them. */
export const LOOK_LIMIT = 5_000;
