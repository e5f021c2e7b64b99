"""How a person sees a record: in the terminal, and as one page.

Reads:  records.Record.
Writes: text for a terminal (`terminal.show`) or a self-contained HTML page (`page.render`).
Example: the event "Xi met Putin in Moscow" stands under "Who met" and, in the page, is linked to those words.

Text from outside is hostile here more than anywhere: both views pass every word through `wording.harmless`.
"""
