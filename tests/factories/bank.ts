import type { BankAccount } from '#app/domain/billing/bank-account.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { SETTINGS } from '#app/domain/settings/setting.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** The exchange's account in these tests. */
export const OWN_IBAN = 'UA213223130000026007233566001';
/** A seller's. */
export const SELLER_DETAILS: BankAccount = {
  holder: 'ТОВ «Ліди Київ»',
  country: 'UA',
  account: 'UA903052992990004149123456789',
  bankCode: '',
};

/** Lets the exchange have a bank account, in hryvnias and euros unless said otherwise. */
export async function openBank(db: Db, currencies: readonly Currency[] = ['UAH', 'EUR']): Promise<void> {
  const { accounts } = SETTINGS.bank_account.default;
  await changeSetting(db, {
    key: 'bank_account',
    value: {
      holder: 'Біржа ТОВ',
      bank: 'Test Bank',
      bankCode: 'PBANUA2X',
      accounts: {
        ...accounts,
        ...Object.fromEntries(currencies.map((currency) => [currency, OWN_IBAN])),
      },
    },
    actor: 'test',
    origin: 'test',
    now: new Date(),
  });
}

export type StatementEntry = {
  amount: string;
  currency?: string;
  text: string;
  reference?: string;
  day?: string;
  payer?: string;
  isDebit?: boolean;
};

/** A statement as the exchange's bank would give it (camt.053.001.08). */
export function camtOf(entries: readonly StatementEntry[], account = OWN_IBAN): Uint8Array {
  const ntry = entries.map(
    (one, at) => `<Ntry><Amt Ccy="${one.currency ?? 'UAH'}">${one.amount}</Amt>
      <CdtDbtInd>${one.isDebit ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
      <BookgDt><Dt>${one.day ?? '2026-11-20'}</Dt></BookgDt>
      <AcctSvcrRef>${one.reference ?? `REF${at}`}</AcctSvcrRef>
      <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${one.payer ?? 'A Payer'}</Nm></Pty></Dbtr></RltdPties>
      <RmtInf><Ustrd>${one.text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-20T18:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>UAH</Ccy></Acct>${ntry.join('')}</Stmt>
</BkToCstmrStmt></Document>`);
}
