import { PostButton } from '#app/ui/post-button.tsx';
import { walletWords } from '#app/words/en/wallet.ts';

/** Gives up a payment by card that was begun and not paid. Nothing is lost by it, so nothing is asked. */
export function DropButton({ id }: { id: string }) {
  return (
    <PostButton action="/buy/wallet/top-up" fields={{ cancel: id }} small>
      {walletWords.open.drop}
    </PostButton>
  );
}
