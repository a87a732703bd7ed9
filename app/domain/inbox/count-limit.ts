/** So many leads of a view are counted; where there are more, this is the count. */
export const COUNT_LIMIT = 10_000;
