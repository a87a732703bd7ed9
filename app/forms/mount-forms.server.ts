import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isbot } from 'isbot';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { estimateText } from '#app/domain/forms/estimate-text.ts';
import type { ShownForm } from '#app/domain/forms/form.ts';
import { issueFormToken, readFormToken } from '#app/domain/forms/form-token.server.ts';
import { openFormCounts } from '#app/domain/forms/open-form-counts.server.ts';
import { mayPreview, mayTest } from '#app/domain/forms/preview-key.server.ts';
import { one, type Posted } from '#app/domain/forms/read-answers.ts';
import { readDraftForm } from '#app/domain/forms/read-draft-form.server.ts';
import { readShownForm } from '#app/domain/forms/read-shown-form.server.ts';
import { say } from '#app/domain/forms/say.ts';
import { type PostOutcome, takeFormPost } from '#app/domain/forms/take-form-post.server.ts';
import type { Intake, Taken } from '#app/domain/leads/intake.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { plainWords } from '#app/words/en/start.ts';
import { embedConfig } from './embed-config.tsx';
import { formPage, sentencePage, thanksPage } from './form-pages.tsx';
import { type FormView, formView } from './form-view.ts';
import { type FormBody, readBody } from './read-body.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
/** Of one network. Each renders a form, which takes about a millisecond. */
const VISITS_PER_SECOND = 20;
const PREFLIGHT_S = 86_400;
const SCRIPT_S = 300;

type FormsOptions = {
  readonly db: Db;
  readonly appUrl: string;
  readonly takeLead: (intake: Intake) => Promise<Taken>;
  /** The script that shows forms on other sites; null where nothing was built. */
  readonly embedScript: string | null;
};

type OfForm = { Params: { formId: string } };
type Asked = FastifyRequest<OfForm>;

/**
 * Mounts what visitors of sellers' sites meet: a page for each form, the script that shows it on other sites, and where both send
 * it. Nothing here knows a session, so any site may ask; no answer sets a cookie or reads one.
 */
export async function mountForms(app: FastifyInstance, options: FormsOptions): Promise<void> {
  const { db, appUrl } = options;
  const counts = openFormCounts(db);
  app.addHook('onClose', () => counts.close());
  const issue = (form: ShownForm) =>
    issueFormToken(db.keys.signing, { formId: form.id, version: form.version, now: new Date() });
  const viewOf = async (form: ShownForm, more: Pick<FormView, 'token' | 'heading'> & Partial<FormView>) =>
    formView(await readReference(db.pool), form, { action: `${appUrl}/f/${form.id}`, ...more });

  await app.register(async (forms) => {
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, text, done) => done(null, text),
    );
    const onRequest = refuseTooMany(forms);
    mountScript(forms, options.embedScript);

    forms.get<OfForm>('/f/:formId', { onRequest }, async (request, reply) => {
      const met = await readShownForm(db, request.params.formId);
      if (!met) return answerNothing(reply);
      const { form, isOpen } = met;
      const frame = frameOf(request);
      if (!isOpen) return sendPage(reply.code(410), frame, sentencePage(form, frame, form.spec.texts.closed));
      const { text, token } = issue(form);
      if (isVisit(request)) counts.count('view', form.id, token.nonce, token.issuedAt);
      const view = await viewOf(form, { token: text, heading: 1, posted: whereFrom(request, appUrl) });
      return sendPage(reply, frame, formPage(view, frame));
    });

    forms.get<OfForm>('/f/:formId/config', { onRequest }, async (request, reply) => {
      openToAll(reply);
      const met = await readShownForm(db, request.params.formId);
      if (!met?.isOpen) return reply.code(met ? 410 : 404).send({});
      return reply.send(embedConfig(await viewOf(met.form, { token: issue(met.form).text, heading: 2 })));
    });

    forms.post<OfForm>('/f/:formId', { onRequest }, async (request, reply) => {
      const body = readBody(request.headers['content-type'], String(request.body ?? ''));
      if (!body) return openToAll(reply).code(400).send({ status: 'refused' });
      const outcome = await takeFormPost(db, {
        formId: request.params.formId,
        posted: body.posted,
        proof: body.proof,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        now: new Date(),
        takeLead: options.takeLead,
      });
      if (!outcome) return answerNothing(openToAll(reply));
      return body.isScript ? answerScript(reply, outcome) : answerPage(request, reply, outcome, body);
    });

    // The same for its seller, who tries it: nothing is counted, and what comes of it is a test.
    type Test = { Params: OfForm['Params'] & { until: string; key: string } };
    const isTest = ({ params }: FastifyRequest<Test>) =>
      mayTest(db.keys.signing, { ...params, now: new Date() });
    forms.get<Test>('/f/:formId/test/:until/:key', { onRequest }, async (request, reply) => {
      const met = isTest(request) ? await readShownForm(db, request.params.formId) : null;
      if (!met) return answerNothing(reply);
      const { form, isOpen } = met;
      const frame = frameOf(request);
      if (!isOpen) return sendPage(reply.code(410), frame, sentencePage(form, frame, form.spec.texts.closed));
      const shown = { token: issue(form).text, heading: 1, action: request.url } as const;
      // The address of the test opens it, so it is not kept with the lead.
      const view = await viewOf(form, { ...shown, posted: { page: [`${appUrl}/f/${form.id}`] } });
      return sendPage(reply, frame, formPage(view, frame, 'test'));
    });
    forms.post<Test>('/f/:formId/test/:until/:key', { onRequest }, async (request, reply) => {
      if (!isTest(request)) return answerNothing(reply);
      const body = readBody(request.headers['content-type'], String(request.body ?? ''));
      if (!body) return reply.code(400).send({ status: 'refused' });
      const outcome = await takeFormPost(db, {
        formId: request.params.formId,
        posted: body.posted,
        proof: body.proof,
        address: request.ip,
        userAgent: request.headers['user-agent'] ?? null,
        test: true,
        now: new Date(),
        takeLead: options.takeLead,
      });
      if (!outcome) return answerNothing(reply);
      return body.isScript ? answerScript(reply, outcome) : answerPage(request, reply, outcome, body, true);
    });
    forms.post<Test>('/f/:formId/test/:until/:key/events', { onRequest }, async (_request, reply) =>
      reply.code(204).send(),
    );

    forms.post<OfForm>('/f/:formId/events', { onRequest }, async (request, reply) => {
      openToAll(reply);
      const [event, text = ''] = String(request.body ?? '').split(' ');
      const token = readFormToken(db.keys.signing, text);
      if (
        (event === 'view' || event === 'start') &&
        token?.formId === request.params.formId &&
        isPerson(request)
      )
        counts.count(event, token.formId, token.nonce, new Date());
      return reply.code(204).send();
    });

    for (const url of ['/f/:formId', '/f/:formId/config', '/f/:formId/events'])
      forms.options(url, async (_request, reply) =>
        openToAll(reply)
          .header('access-control-allow-methods', 'GET, POST')
          .header('access-control-allow-headers', 'content-type')
          .header('access-control-max-age', PREFLIGHT_S)
          .code(204)
          .send(),
      );

    type Preview = OfForm & { Querystring: { until?: string; key?: string } };
    forms.route<Preview>({
      method: ['GET', 'POST'],
      url: '/f/:formId/preview',
      onRequest,
      async handler(request, reply) {
        const { formId } = request.params;
        const { until = '', key = '' } = request.query;
        const isAllowed = mayPreview(db.keys.signing, { formId, until, key, now: new Date() });
        const form = isAllowed ? await readDraftForm(db, formId) : null;
        if (!form) return answerNothing(reply);
        const frame = { ...frameOf(request), isOwn: true };
        if (request.method === 'POST') return sendPage(reply, frame, thanksPage(form, frame, null));
        const view = await viewOf(form, { token: '', heading: 1, action: request.url });
        return sendPage(reply, frame, formPage(view, frame, 'preview'));
      },
    });
  });

  /** What the script shows; a new token goes with whatever may be sent again. */
  function answerScript(reply: FastifyReply, outcome: PostOutcome): FastifyReply {
    openToAll(reply);
    const { form } = outcome;
    const { texts } = form.spec;
    switch (outcome.kind) {
      case 'taken':
        return reply.send({
          status: 'taken',
          title: texts.thanks_title,
          text: texts.thanks,
          estimate: estimateOf(outcome),
        });
      case 'code':
        return reply.code(outcome.isWrong ? 422 : 200).send({
          status: 'code',
          notice: say(texts, outcome.said),
        });
      case 'wrong':
        return reply.code(422).send({ status: 'wrong', errors: saidErrors(outcome) });
      case 'refused':
        return reply.code(outcome.status).send({
          status: 'refused',
          notice: say(texts, outcome.said),
          token: needsToken(outcome) ? issue(form).text : null,
        });
    }
  }

  /** The same as a page, with what was typed, for a browser that runs no script. */
  async function answerPage(
    request: Asked,
    reply: FastifyReply,
    outcome: PostOutcome,
    { posted }: FormBody,
    isTest = false,
  ): Promise<FastifyReply> {
    const { form } = outcome;
    const frame = frameOf(request);
    if (outcome.kind === 'taken') return sendPage(reply, frame, thanksPage(form, frame, estimateOf(outcome)));
    const token = readFormToken(db.keys.signing, one(posted, 'token'));
    if (!isTest && token && one(posted, 'started') === '')
      counts.count('start', form.id, token.nonce, new Date());
    if (outcome.kind === 'refused' && (outcome.status === 410 || outcome.status === 409))
      return sendPage(
        reply.code(outcome.status),
        frame,
        sentencePage(form, frame, say(form.spec.texts, outcome.said)),
      );
    const isNew = outcome.kind === 'refused' && needsToken(outcome);
    const view = await viewOf(form, {
      token: isNew ? issue(form).text : one(posted, 'token'),
      heading: 1,
      ...(isTest ? { action: request.url } : {}),
      posted: { ...posted, started: ['yes'], company_url: [], code: [] },
      asksCode: outcome.kind === 'code',
      ...(outcome.kind === 'wrong'
        ? { errors: saidErrors(outcome) }
        : { notice: say(form.spec.texts, outcome.said) }),
    });
    return sendPage(reply.code(statusOf(outcome)), frame, formPage(view, frame, isTest ? 'test' : 'visitor'));
  }
}

function estimateOf({ form, estimate }: PostOutcome & { kind: 'taken' }): string | null {
  return estimate && estimateText(form.spec, estimate);
}

function saidErrors({ form, errors }: PostOutcome & { kind: 'wrong' }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, said]) => [field, say(form.spec.texts, said)]),
  );
}

function statusOf(outcome: Exclude<PostOutcome, { kind: 'taken' }>): number {
  if (outcome.kind === 'refused') return outcome.status;
  return outcome.kind === 'code' && !outcome.isWrong ? 200 : 422;
}

/** Where the old token is what is wrong. */
function needsToken({ said }: PostOutcome & { kind: 'refused' }): boolean {
  return said.text === 'stale' || said.text === 'not_ours' || said.text === 'unproven';
}

/** The script for other sites, small enough to be kept ready in both forms. */
function mountScript(forms: FastifyInstance, script: string | null): void {
  if (script === null) return;
  const packed = gzipSync(script, { level: 9 });
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;
  forms.get('/embed.js', async (request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', `public, max-age=${SCRIPT_S}`)
      .header('vary', 'accept-encoding')
      .header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    reply.type('text/javascript; charset=utf-8');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(script);
    return reply.header('content-encoding', 'gzip').send(packed);
  });
}

/** Any site may read the answer; none may send a visitor's cookies with the question. */
function openToAll(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
}

type Frame = { nonce: string; isFramed: boolean; isOwn?: boolean };

function frameOf(request: FastifyRequest): Frame {
  return {
    nonce: randomBytes(16).toString('base64'),
    isFramed: request.headers['sec-fetch-dest'] === 'iframe',
  };
}

/** A form may stand in a frame of any site; a draft only in one of ours. */
function sendPage(reply: FastifyReply, { nonce, isOwn }: Frame, html: string): FastifyReply {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors ${isOwn ? `'self'` : '*'}`,
  ];
  return reply
    .header('content-security-policy', policy.join('; '))
    .header('referrer-policy', 'strict-origin-when-cross-origin')
    .header('cross-origin-opener-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(html);
}

function answerNothing(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send(`${plainWords.noForm}\n`);
}

/** Where a visitor came from. In a frame the page around it is meant, as far as its site lets it be named. */
function whereFrom(request: FastifyRequest, appUrl: string): Posted {
  const own = `${appUrl}${request.url}`;
  const before = request.headers.referer ?? '';
  const isFramed = request.headers['sec-fetch-dest'] === 'iframe';
  return isFramed ? { page: [before || own], referrer: [] } : { page: [own], referrer: [before] };
}

function isPerson(request: FastifyRequest): boolean {
  return !isbot(request.headers['user-agent'] ?? '');
}

/** Whether somebody looks: no robot, and no browser that only prepares to. */
function isVisit(request: FastifyRequest): boolean {
  const purpose = `${request.headers['sec-purpose'] ?? ''}${request.headers.purpose ?? ''}`;
  return request.method === 'GET' && !purpose.includes('prefetch') && isPerson(request);
}

function refuseTooMany(forms: FastifyInstance) {
  const limitNetwork = forms.createRateLimit({
    max: VISITS_PER_SECOND,
    timeWindow: 1_000,
    keyGenerator: (request) => `form ${addressBlock(request.ip)}`,
  });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (request.url.includes('%00')) return answerNothing(reply);
    const limit = await limitNetwork(request);
    if (limit.isAllowed || !limit.isExceeded) return undefined;
    const seconds = Math.max(1, limit.ttlInSeconds);
    return openToAll(reply)
      .code(429)
      .header('retry-after', seconds)
      .type('text/plain; charset=utf-8')
      .send(`${plainWords.tooMany(seconds)}\n`);
  };
}
