import { withoutFormula } from '#app/kernel/csv.ts';
import { type Currency, MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import { type BankAccount, hasIban } from './bank-account.ts';
import { toBankLatin } from './bank-latin.ts';
import type { BankPayee } from './bank-payee.ts';

/** What a bank is told about one payout. */
export type PayoutLine = BankAccount & { readonly id: string; readonly amountMinor: bigint };

/** What a bank is told about a batch. `payer` is the exchange's own account. */
export type PayoutFile = {
  readonly batchId: string;
  readonly currency: Currency;
  readonly createdAt: Date;
  /** The day on which it is to be paid. */
  readonly payOn: Date;
  readonly payer: BankPayee;
  readonly lines: readonly PayoutLine[];
};

const NAME_LIMIT = 140;
const BIK = /^\d{9}$/;
const IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/;

/**
 * A batch as an ISO 20022 credit transfer (pain.001.001.09), names in the characters that every bank takes. The id of a
 * payout, which never changes, is its end-to-end id, and the batch's that of the message: a bank knows a file that comes
 * twice.
 */
export function writePain({ batchId, currency, createdAt, payOn, payer, lines }: PayoutFile): string {
  const id = bankIdOf(batchId);
  const sum = majorOf(lines.reduce((total, line) => total + line.amountMinor, 0n));
  const control = `<NbOfTxs>${lines.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>',
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${createdAt.toISOString().slice(0, 19)}Z</CreDtTm>${control}`,
    `<InitgPty>${nameOf(payer.holder)}</InitgPty></GrpHdr>`,
    `<PmtInf><PmtInfId>${id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${control}`,
    `<ReqdExctnDt><Dt>${payOn.toISOString().slice(0, 10)}</Dt></ReqdExctnDt>`,
    `<Dbtr>${nameOf(payer.holder)}</Dbtr>`,
    `<DbtrAcct><Id>${accountIdOf(payer.account)}</Id><Ccy>${currency}</Ccy></DbtrAcct>`,
    `<DbtrAgt>${agentOf(payer.bankCode)}</DbtrAgt><ChrgBr>SHAR</ChrgBr>`,
    ...lines.map((line) => transferOf(line, currency, id)),
    '</PmtInf></CstmrCdtTrfInitn></Document>',
    '',
  ].join('\n');
}

function transferOf(line: PayoutLine, currency: Currency, batch: string): string {
  const account = hasIban(line.country) ? `<IBAN>${line.account}</IBAN>` : otherId(line.account);
  return [
    `<CdtTrfTxInf><PmtId><EndToEndId>${bankIdOf(line.id)}</EndToEndId></PmtId>`,
    `<Amt><InstdAmt Ccy="${currency}">${majorOf(line.amountMinor)}</InstdAmt></Amt>`,
    `<CdtrAgt>${agentOf(line.bankCode)}</CdtrAgt>`,
    `<Cdtr>${nameOf(line.holder)}<PstlAdr><Ctry>${line.country}</Ctry></PstlAdr></Cdtr>`,
    `<CdtrAcct><Id>${account}</Id><Ccy>${currency}</Ccy></CdtrAcct>`,
    `<RmtInf><Ustrd>Birja ${batch}</Ustrd></RmtInf></CdtTrfTxInf>`,
  ].join('');
}

function agentOf(bankCode: string): string {
  if (bankCode === '') return '<FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId>';
  if (!BIK.test(bankCode)) return `<FinInstnId><BICFI>${bankCode}</BICFI></FinInstnId>`;
  // A Russian bank has no BIC of its own in every case; RUCBC is the code of its list.
  return `<FinInstnId><ClrSysMmbId><ClrSysId><Cd>RUCBC</Cd></ClrSysId><MmbId>${bankCode}</MmbId></ClrSysMmbId></FinInstnId>`;
}

function accountIdOf(account: string): string {
  return IBAN.test(account) ? `<IBAN>${account}</IBAN>` : otherId(account);
}

function otherId(account: string): string {
  return `<Othr><Id>${account}</Id></Othr>`;
}

/** A name, or nothing: an empty one is no name by the definition, and the whole file would be refused. */
function nameOf(name: string): string {
  // Of the characters that are left none means anything in XML.
  const written = toBankLatin(name, NAME_LIMIT);
  return written === '' ? '' : `<Nm>${written}</Nm>`;
}

/** An id in the characters and the length (35) that ISO 20022 takes. */
export function bankIdOf(id: string): string {
  return id.replace('_', '-').slice(0, 35);
}

function majorOf(amountMinor: bigint): string {
  const rest = (amountMinor % BigInt(MINOR_PER_MAJOR)).toString().padStart(2, '0');
  return `${amountMinor / BigInt(MINOR_PER_MAJOR)}.${rest}`;
}

const CSV_HEAD = ['id', 'holder', 'country', 'account', 'bank_code', 'amount', 'currency', 'purpose'];

/** A batch as a table, for a bank's website that takes no XML. No cell can be taken for a formula by what opens it. */
export function writePayoutCsv({ batchId, currency, lines }: PayoutFile): string {
  const rows = lines.map((line) => [
    bankIdOf(line.id),
    line.holder,
    line.country,
    line.account,
    line.bankCode,
    majorOf(line.amountMinor),
    currency,
    `Birja ${bankIdOf(batchId)}`,
  ]);
  return [CSV_HEAD, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  return `"${withoutFormula(text).replaceAll('"', '""')}"`;
}
