import { issueFeePapers as issue } from '#app/domain/papers/issue-fee-papers.server.ts';
import type { JobContext } from '../context.ts';

export async function issueFeePapers(context: JobContext): Promise<void> {
  await issue(context.db, { now: context.now() });
}
