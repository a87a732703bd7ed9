import type { Adapter } from './adapter.ts';
import { callAdapter } from './call-adapter.ts';
import type { ChannelKind } from './channel.ts';
import { emailAdapter } from './email-adapter.ts';
import { telegramAdapter } from './telegram-adapter.ts';
import { vkAdapter } from './vk-adapter.ts';
import { webhookAdapter } from './webhook-adapter.ts';

/** Who understands what comes by a channel. Another kind of sender is another line here. */
export const ADAPTERS: Readonly<Record<ChannelKind, Adapter>> = {
  webhook: webhookAdapter,
  email: emailAdapter,
  vk: vkAdapter,
  telegram: telegramAdapter,
  call: callAdapter,
};
