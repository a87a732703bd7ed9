import { type RefObject, useEffect, useRef } from 'react';

/**
 * Lets a control that keeps its own text follow its value when that changes from outside, as after a search. The
 * control stays the same element, so that who stands in it keeps standing in it.
 */
export function useOutsideValue<Control extends { value: string }>(value: string): RefObject<Control> {
  const control = useRef<Control>(null);
  useEffect(() => {
    if (control.current && control.current.value !== value) control.current.value = value;
  }, [value]);
  return control;
}
