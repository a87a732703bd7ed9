import type { BankAccount } from '#app/domain/billing/bank-account.ts';
import { importBankStatement } from '#app/domain/billing/import-bank-statement.server.ts';
import { openBankInvoice } from '#app/domain/billing/open-bank-invoice.server.ts';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { putInForce } from '#app/domain/settings/put-in-force.server.ts';
import { SETTINGS } from '#app/domain/settings/setting.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
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

/** Lets each admin book alone what many buyers pay in a day. */
export async function letOneBook(db: Db): Promise<void> {
  const now = new Date();
  const { default: usual } = SETTINGS.bank_second_above_minor;
  await changeSetting(db, {
    ...{ key: 'bank_second_above_minor', actor: 'test', origin: 'test' },
    value: { ...usual, UAH: usual.UAH * 10_000n },
    now: after(now, -3 * DAY_MS),
  });
  await putInForce(db, { now });
}

/** One of each thing that a page about the bank may be about. */
export async function makeBankThings(db: Db, sides: { seller: string; buyer: string }) {
  const now = new Date();
  const by = { actor: 'test', origin: 'test', now };
  await openBank(db);
  const invoiceId = await openBankInvoice(db, {
    ...by,
    organisationId: sides.buyer,
    money: { amountMinor: 500_000n, currency: 'UAH' },
  });
  const invoice = await db.prisma.bankInvoice.findUniqueOrThrow({ where: { id: invoiceId } });
  const bankStatement = await importBankStatement(db, {
    ...by,
    file: camtOf(
      [
        {
          amount: '5000.00',
          text: `Top-up ${invoice.number}`,
          reference: `${invoiceId}/1`,
          payer: 'Bondar Law',
        },
        { amount: '120.00', text: 'No number at all', reference: `${invoiceId}/2` },
        { amount: '7.00', text: 'Commission', reference: `${invoiceId}/3`, isDebit: true, payer: '' },
      ],
      OWN_IBAN,
      { opening: '100.00', closing: '5213.00', day: '2026-11-20' },
    ),
    currency: 'UAH',
  });
  const receipt = await db.prisma.bankReceipt.findFirstOrThrow({ where: { statementId: bankStatement } });
  const debit = await db.prisma.bankDebit.findFirstOrThrow({ where: { statementId: bankStatement } });
  await saveBankDetails(db, {
    ...by,
    organisationId: sides.seller,
    currency: 'UAH',
    details: SELLER_DETAILS,
  });
  return {
    bankInvoice: invoiceId,
    anyBankInvoice: invoiceId,
    bankStatement,
    bankReceipt: receipt.id,
    bankDebit: debit.id,
    bankBatch: await layBatch(db, sides.seller),
  };
}

/** A batch to look at: its money is nobody's. */
async function layBatch(db: Db, organisationId: string): Promise<string> {
  const [id, createdAt] = [newId('bbat'), new Date()];
  await db.prisma.bankBatch.create({
    data: { id, currency: 'UAH', status: 'proposed', createdBy: 'test', createdAt },
  });
  await db.prisma.bankPayout.create({
    data: {
      id: newId('bpay'),
      batchId: id,
      organisationId,
      currency: 'UAH',
      amountMinor: 81_000n,
      sealed: new Uint8Array(1),
      masked: 'UA •••• 6789',
      status: 'pending',
      createdAt,
    },
  });
  return id;
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
export function camtOf(
  entries: readonly StatementEntry[],
  account = OWN_IBAN,
  held?: { opening: string; closing: string; day: string; currency?: string },
): Uint8Array {
  const balance = (code: string, amount: string) =>
    held
      ? `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${held.currency ?? 'UAH'}">${amount.replace('-', '')}</Amt>
      <CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${held.day}</Dt></Dt></Bal>`
      : '';
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
<Stmt><Id>S1</Id><Acct><Id><IBAN>${account}</IBAN></Id><Ccy>UAH</Ccy></Acct>${held ? balance('OPBD', held.opening) + balance('CLBD', held.closing) : ''}${ntry.join('')}</Stmt>
</BkToCstmrStmt></Document>`);
}
