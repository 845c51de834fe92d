/**
 * Records bound to what a user wrote: ranges that are declared once, on the record, and the one
 * line that says what was given and what is legal.
 */
package org.dcgan4j.binding;
