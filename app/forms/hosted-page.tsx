import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { FormSpec } from '#app/domain/forms/form-spec.ts';
import { formCss, PAGE_RULES } from './form-css.ts';

/**
 * A page of a form: no script of the application's, nothing from elsewhere.
 * @param options.config what the form's own script reads; null where there is nothing for it to do
 */
export function hostedPage(options: {
  spec: Pick<FormSpec, 'language' | 'look'>;
  title: string;
  nonce: string;
  isFramed: boolean;
  config: object | null;
  children: ReactNode;
}): string {
  const { spec, title, nonce, isFramed, config } = options;
  const page = (
    <html lang={spec.language} className={isFramed ? 'framed' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style
          nonce={nonce}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own rules, whose colours a pattern holds to hexadecimal
          dangerouslySetInnerHTML={{ __html: formCss(spec.look, ':root') + PAGE_RULES }}
        />
      </head>
      <body>
        <main>{options.children}</main>
        {config && (
          <>
            <script
              type="application/json"
              id="birja-config"
              // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without a way out of its element
              dangerouslySetInnerHTML={{ __html: JSON.stringify(config).replaceAll('<', '\\u003c') }}
            />
            <script src="/embed.js" />
          </>
        )}
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
