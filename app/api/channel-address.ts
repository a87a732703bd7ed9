/** Where channels have their addresses: this, a slash and the channel's token. */
export const CHANNEL_PREFIX = '/in';
