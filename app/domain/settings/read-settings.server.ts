import type { Db } from '#app/platform/platform.server.ts';
import { SETTING_KEYS, type SettingKey, type Settings, type SettingValue, settingFrom } from './setting.ts';

/** What is in force, with who changed it last and when; nobody for what still has its default. */
export type SettingsRead = {
  readonly values: Settings;
  /** Changes that wait until a moment. */
  readonly waiting: {
    readonly [Key in SettingKey]?: { readonly value: SettingValue<Key>; readonly from: Date };
  };
  readonly changed: { readonly [Key in SettingKey]?: { readonly by: string; readonly at: Date } };
};

/** All settings. Read anew each time: nothing of the hot path asks for one. */
export async function readSettings(db: Db): Promise<SettingsRead> {
  const rows = await db.prisma.setting.findMany({ take: SETTING_KEYS.length * 2 });
  const stored = new Map(rows.map((row) => [row.key, row]));
  return {
    values: Object.fromEntries(
      SETTING_KEYS.map((key) => [key, settingFrom(key, stored.get(key)?.value)]),
    ) as Settings,
    waiting: Object.fromEntries(
      SETTING_KEYS.flatMap((key) => {
        const row = stored.get(key);
        return row?.waitingFrom
          ? [[key, { value: settingFrom(key, row.waitingValue), from: row.waitingFrom }]]
          : [];
      }),
    ),
    changed: Object.fromEntries(
      SETTING_KEYS.flatMap((key) => {
        const row = stored.get(key);
        return row ? [[key, { by: row.updatedBy, at: row.updatedAt }]] : [];
      }),
    ),
  };
}

/** The one setting, as it is now. */
export async function readSetting<Key extends SettingKey>(db: Db, key: Key): Promise<SettingValue<Key>> {
  const row = await db.prisma.setting.findUnique({ where: { key } });
  return settingFrom(key, row?.value);
}
