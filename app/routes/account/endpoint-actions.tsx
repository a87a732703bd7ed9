import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { PostButton } from '#app/ui/post-button.tsx';

/** What can be done with one address that events are sent to; the page's own acts stand between. */
export function EndpointActions(props: {
  page: string;
  endpoint: { readonly id: string; readonly status: 'active' | 'disabled' };
  words: {
    readonly deliveries: string;
    readonly disable: string;
    readonly enable: string;
    readonly delete: string;
  };
  children?: ReactNode;
}) {
  const { endpoint, words } = props;
  const isActive = endpoint.status === 'active';
  return (
    <>
      <Link
        to={`${props.page}?${new URLSearchParams({ endpoint: endpoint.id })}#log`}
        className="inline-flex min-h-11 items-center pr-2 md:min-h-8"
      >
        {words.deliveries}
      </Link>
      {props.children}
      <PostButton fields={{ act: isActive ? 'disabled' : 'active', endpoint: endpoint.id }} small>
        {isActive ? words.disable : words.enable}
      </PostButton>
      <PostButton fields={{ act: 'delete', endpoint: endpoint.id }} small>
        {words.delete}
      </PostButton>
    </>
  );
}
