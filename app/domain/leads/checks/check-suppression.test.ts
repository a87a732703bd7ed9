import { expect, test } from 'vitest';
import { checkSuppression, passedOver } from './check-suppression.ts';

test('the lists of the platform and of the seller refuse the lead; that of a buyer does not', () => {
  expect(checkSuppression([], 'org_seller')).toMatchObject({ verdict: 'pass', code: 'suppression_none' });
  expect(checkSuppression(['org_buyer'], 'org_seller')).toMatchObject({ verdict: 'pass' });
  const refused = { check: 'suppression', verdict: 'fail', code: 'suppressed' };
  expect(checkSuppression(['platform', 'org_seller'], 'org_seller')).toEqual({
    ...refused,
    params: { list: 'platform' },
  });
  expect(checkSuppression(['org_buyer', 'org_seller'], 'org_seller')).toEqual({
    ...refused,
    params: { list: 'own' },
  });
});

test('buyers who have the contact on their lists are passed over', () => {
  expect(passedOver(['platform', 'org_a', 'org_seller', 'org_b'], 'org_seller')).toEqual(['org_a', 'org_b']);
});
