/** Records bound to what a user wrote, with ranges that are declared once, on the record. */
package org.dcgan4j.binding;
