import { TextInput } from '#app/ui/text-input.tsx';
import { authWords } from '#app/words/en/auth.ts';
import { one, type Typed } from '../form.ts';

/** A person's e-mail address: as a `username` where it opens an account, as an `email` where it is only told. */
export function EmailInput(props: {
  typed: Typed | undefined;
  error: string | undefined;
  autoComplete: 'username' | 'email';
}) {
  return (
    <TextInput
      name="email"
      type="email"
      label={authWords.fields.email}
      value={one(props.typed ?? {}, 'email')}
      error={props.error}
      maxLength={254}
      autoComplete={props.autoComplete}
    />
  );
}
