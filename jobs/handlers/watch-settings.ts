import { tellOfSetting } from '#app/domain/identity/tell-of-setting.server.ts';
import { putInForce } from '#app/domain/settings/put-in-force.server.ts';
import type { JobContext } from '../context.ts';

export async function settingWaits(context: JobContext, jobs: readonly { key: string }[]): Promise<void> {
  for (const { key } of jobs) await tellOfSetting(context.db, { key, now: context.now() });
}

export async function putSettingsInForce(context: JobContext): Promise<void> {
  await putInForce(context.db, { now: context.now() });
}
