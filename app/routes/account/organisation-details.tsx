import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import type { OrganisationDetails as Details } from '#app/domain/identity/read-own-organisation.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { type ChoiceGroup, Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { authWords } from '#app/words/en/auth.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { type Failed, one } from '../form.ts';

const words = accountWords.organisation;
const fields = authWords.organisation;

/** What an organisation says of itself: a form for managers, a list for agents. */
export function OrganisationDetails(props: {
  organisation: Details;
  timezones: readonly ChoiceGroup[];
  mayChange: boolean;
  failed: Failed | null;
}) {
  const { organisation, failed } = props;
  const shown = (name: string, known: string) => (failed ? one(failed.typed, name) : known);
  return (
    <Section id="details" title={words.details.title}>
      {props.mayChange && (
        <PostForm failed={failed}>
          <HiddenFields fields={{ act: 'save' }} />
          <TextInput
            name="organisation"
            type="text"
            label={fields.name}
            hint={fields.nameHint}
            value={shown('organisation', organisation.name)}
            error={failed?.errors.organisation}
            maxLength={NAME_LIMIT}
            autoComplete="organization"
          />
          <Select
            name="timezone"
            label={fields.timezone}
            hint={fields.timezoneHint}
            value={shown('timezone', organisation.timezone)}
            error={failed?.errors.timezone}
            groups={props.timezones}
          />
          {organisation.sells && (
            <TextInput
              name="landing_url"
              type="url"
              label={fields.landingUrl}
              hint={words.details.landingUrlHint}
              optional
              value={shown('landing_url', organisation.landingUrl ?? '')}
              error={failed?.errors.landing_url}
              maxLength={500}
            />
          )}
          <div>
            <SubmitButton>{words.details.submit}</SubmitButton>
          </div>
        </PostForm>
      )}
      <DefinitionList
        items={[
          { term: words.facts.country, value: uiWords.countryName(organisation.countryCode) },
          ...(props.mayChange
            ? []
            : [
                { term: fields.timezone, value: organisation.timezone },
                ...(organisation.landingUrl
                  ? [{ term: fields.landingUrl, value: organisation.landingUrl }]
                  : []),
              ]),
          { term: words.facts.id, value: <code className="font-mono text-xs">{organisation.id}</code> },
        ]}
      />
    </Section>
  );
}
