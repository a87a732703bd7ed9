import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { logOut } from '#app/domain/identity/log-out.server.ts';
import { noSessionCookie, readSessionCookie } from '../session-cookie.ts';

/** There is nothing to see here. */
export async function loader() {
  return redirect('/');
}

export async function action({ request, context }: ActionFunctionArgs) {
  const token = readSessionCookie(request.headers.get('cookie'));
  if (token) await logOut(context.db, { token });
  return redirect('/log-in?done=out', { headers: { 'Set-Cookie': noSessionCookie(context.appUrl) } });
}
