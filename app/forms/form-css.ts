import { readableOn } from '#app/domain/forms/contrast.ts';
import type { FormSpec } from '#app/domain/forms/form-spec.ts';

const LIGHT =
  '--ground:#ffffff;--ink:#14201a;--soft:#46534c;--edge:#7d8983;--tint:#f5f7f6;--red:#a1201b;--red-tint:#fde9e8';
const DARK =
  '--ground:#161c19;--ink:#eef3f0;--soft:#b9c4be;--edge:#84938b;--tint:#202824;--red:#ffb4ae;--red-tint:#3a1917';

/** Nothing of it reaches out of the form, and in a shadow tree nothing of the page reaches in. The accent is never a text's colour. */
const RULES = `
.birja{box-sizing:border-box;max-width:34rem;padding:1.25rem;margin:0;background:var(--ground);color:var(--ink);border-radius:var(--radius);text-align:start;font-size:1rem;line-height:1.5;font-weight:400;letter-spacing:normal;overflow-wrap:anywhere}
.birja *{box-sizing:border-box}
.birja [hidden]{display:none!important}
.birja h1,.birja h2{margin:0 0 .25rem;font-size:1.375rem;line-height:1.25;font-weight:650;color:inherit}
.birja p{margin:0}
.birja .head p,.birja .optional,.birja .progress p{color:var(--soft)}
.birja .head{margin-bottom:1rem}
.birja .subtitle{font-size:1.125rem;font-weight:600}
.birja .step{display:flex;flex-direction:column;gap:1rem}
.birja .step+.step{margin-top:1rem}
.birja .field{display:flex;flex-direction:column;gap:.25rem;min-width:0;margin:0;padding:0;border:0}
.birja label,.birja legend{font-weight:550;padding:0}
.birja .optional{font-weight:400}
.birja input,.birja select,.birja textarea,.birja button{font:inherit;color:inherit;letter-spacing:inherit}
.birja input:not([type=radio],[type=checkbox],[type=hidden]),.birja select,.birja textarea{width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:calc(var(--radius)*.75);background:var(--ground)}
.birja input[type=radio],.birja input[type=checkbox]{width:1.25rem;height:1.25rem;margin:.125rem 0 0;flex:none;accent-color:var(--accent)}
.birja [aria-invalid]{border-color:var(--red)!important;border-width:2px!important}
.birja .options{display:grid;gap:.5rem;margin-top:.25rem}
.birja .option{display:flex;gap:.625rem;align-items:flex-start;padding:.5rem .75rem;border:1px solid var(--edge);border-radius:calc(var(--radius)*.75);font-weight:400;cursor:pointer}
.birja .option:has(:checked){background:var(--tint);border-color:var(--ink)}
.birja .tick{display:grid;grid-template-columns:auto 1fr;gap:.25rem .625rem;font-size:.875rem}
.birja .tick label{font-weight:400}
.birja .tick .error{grid-column:1/-1}
.birja .error,.birja .errors{color:var(--red)}
.birja .error{font-size:.875rem;font-weight:550}
.birja .errors,.birja .notice{padding:.75rem 1rem;margin-bottom:1rem;border-radius:calc(var(--radius)*.75)}
.birja .errors{background:var(--red-tint)}
.birja .errors p{font-weight:600}
.birja .errors ul{margin:.25rem 0 0;padding-inline-start:1.25rem}
.birja .errors a{color:inherit}
.birja .notice,.birja .estimate{background:var(--tint)}
.birja .estimate{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;padding:.75rem 1rem;border-radius:calc(var(--radius)*.75)}
.birja .estimate output{font-weight:650;font-variant-numeric:tabular-nums}
.birja .nav{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}
.birja button{min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid var(--edge);border-radius:var(--radius);background:var(--ground);font-weight:600;cursor:pointer}
.birja .main{flex:1 1 auto;border-color:transparent;background:var(--accent);color:var(--on-accent)}
.birja .main[aria-disabled]{opacity:.7;cursor:progress}
.birja .again{align-self:flex-start;font-weight:400;min-height:2.25rem;padding:.25rem .75rem;margin-top:.25rem}
.birja .progress{margin-bottom:1rem;font-size:.875rem}
.birja progress{width:100%;height:.375rem;appearance:none;border:0;border-radius:1rem;background:var(--tint);overflow:hidden}
.birja progress::-webkit-progress-bar{background:var(--tint)}
.birja progress::-webkit-progress-value{background:var(--accent)}
.birja progress::-moz-progress-bar{background:var(--accent)}
.birja :focus-visible,.birja:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.birja .trap{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.birja .trap input{width:1px!important;min-height:0!important}
`;

/** The rules of a form's look. @param root what holds the colours: `:host` in a shadow tree, `:root` of a page of its own */
export function formCss(look: FormSpec['look'], root: ':host' | ':root'): string {
  const own = `--accent:${look.accent};--on-accent:${readableOn(look.accent)};--radius:${look.radiusPx}px`;
  const ground = look.scheme === 'dark' ? DARK : LIGHT;
  const scheme = look.scheme === 'auto' ? 'light dark' : look.scheme;
  const auto = look.scheme === 'auto' ? `@media (prefers-color-scheme:dark){${root}{${DARK}}}` : '';
  return `${root}{${own};${ground};color-scheme:${scheme}}${auto}${RULES}`.replace(/\n/g, '');
}

/** What a page of its own has besides. */
export const PAGE_RULES = `html{background:var(--tint)}body{margin:0;font-family:system-ui,sans-serif;display:flex;justify-content:center;background:var(--tint)}main{width:100%;max-width:34rem;padding:1rem 0}html.framed,html.framed body{background:transparent}html.framed main{padding:0}`;
