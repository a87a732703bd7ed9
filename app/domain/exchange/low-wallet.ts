/** A wallet that holds fewer leads than this, at the highest top price of its orders, is called low. */
export const LOW_LEADS = 5n;
