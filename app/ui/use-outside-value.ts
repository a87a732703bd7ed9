import { type RefObject, useEffect, useRef } from 'react';

/**
 * Lets a control that keeps its own text follow its value when that changes from outside, as after a search. The
 * control stays the same element, so that who stands in it keeps standing in it; and what was typed before the page
 * came to life stays typed.
 */
export function useOutsideValue<Control extends { value: string }>(value: string): RefObject<Control> {
  const control = useRef<Control>(null);
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    if (control.current) control.current.value = value;
  }, [value]);
  return control;
}
