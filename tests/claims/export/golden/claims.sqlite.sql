BEGIN TRANSACTION;
CREATE TABLE "articles" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "outlet" TEXT,
  "title" TEXT,
  "date" TEXT,
  "url" TEXT,
  "text_hash" TEXT
);
INSERT INTO "articles" VALUES('a1unn',NULL,NULL,'2025-11-25',NULL,'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd');
INSERT INTO "articles" VALUES('a0evil','-cmd|'' /C calc''!A0','<img src=x onerror=alert(3)>␍
# Title, "quoted"',NULL,'javascript:alert(4)','0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE "claims" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "article" TEXT REFERENCES "articles" (id),
  "verdict" TEXT,
  "attribution_check" TEXT,
  "content" TEXT,
  "speaker" TEXT,
  "speaker_role" TEXT,
  "source" TEXT,
  "cue" TEXT,
  "chain" TEXT,
  "origin" TEXT,
  "outlet" TEXT,
  "date" TEXT,
  "reason" TEXT,
  "reviewer" TEXT,
  "decided_at" TEXT,
  "kind" TEXT,
  "modality" TEXT,
  "rule" TEXT,
  "reliability" REAL,
  "flagged" INTEGER,
  "disagreement" INTEGER,
  "notes" TEXT,
  "parent" TEXT,
  "machine_content" TEXT
);
INSERT INTO "claims" VALUES('c5bare','a1unn','unreviewed','unchecked','Rain fell on Tuesday.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2025-11-25',NULL,NULL,NULL,'assertion','fact','assertion',1.0,0,0,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('c1full','a1unn','disputed','confirmed','The plan was reduced to 19 points … after the talks','Maria Okafor','foreign minister','the minister','announced','Northern Wire ← Sky News','Sky News','Northern Wire','2025-11-25','two figures are about','boris','2025-11-26T09:30:00+00:00','indirect','fact','verb-said',0.83,1,1,'ask the ministry
second note','c0parent','The plan has 19');
INSERT INTO "claims" VALUES('c9hostile','a0evil','unreviewed','unchecked','=HYPERLINK("http://evil.example")
# heading
- item
1. item
> quote
```
<script>alert(1)</script> [x](javascript:alert(2)) ![i](http://evil.example/i) www.evil.example *b* __b__ ~~s~~ `c` | a | $x$ &lt; \ ␛[31mred␛[0m �txet� ␀ � � end  

    code
---
=== @here','@SUM(A1)','**boss**','+1+1',' =2','<b>Outlet</b> ← -unnamed-',NULL,'-cmd|'' /C calc''!A0',NULL,NULL,NULL,NULL,'direct','opinion','quote',1.0,0,0,' =NOTE()
<i>',NULL,NULL);
CREATE TABLE "decisions" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "claim" TEXT REFERENCES "claims" (id),
  "match" TEXT,
  "time" TEXT,
  "reviewer" TEXT,
  "action" TEXT,
  "before" TEXT,
  "after" TEXT,
  "reason" TEXT
);
INSERT INTO "decisions" VALUES('c1full-1','c1full',NULL,'2025-11-26T08:30:00+00:00','anna','attribution','unchecked','confirmed',NULL);
INSERT INTO "decisions" VALUES('c1full-2','c1full',NULL,'2025-11-26T09:30:00+00:00','boris','verdict','unreviewed','disputed','two figures are about');
INSERT INTO "decisions" VALUES('c1full-3','c1full','m1','2025-11-26T10:30:00+00:00','anna','match','','conflicting',NULL);
CREATE TABLE documentation (table_name TEXT NOT NULL, column_name TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY (table_name, column_name));
INSERT INTO "documentation" VALUES('articles','','An article that claims stand in, without its text.');
INSERT INTO "documentation" VALUES('articles','id','Names the article in every store: a hash of outlet, address and text.');
INSERT INTO "documentation" VALUES('articles','outlet','Who published it.');
INSERT INTO "documentation" VALUES('articles','title','Its title.');
INSERT INTO "documentation" VALUES('articles','date','When it was published, as YYYY-MM-DD.');
INSERT INTO "documentation" VALUES('articles','url','Its address.');
INSERT INTO "documentation" VALUES('articles','text_hash','SHA-256 of the text that offsets count in, as UTF-8.');
INSERT INTO "documentation" VALUES('claims','','A claim: who is said to have said what, in which words, and what reviewers decided on it.');
INSERT INTO "documentation" VALUES('claims','id','Names the claim in every store: a hash of article, words and kind.');
INSERT INTO "documentation" VALUES('claims','article','Where it stands.');
INSERT INTO "documentation" VALUES('claims','verdict','Is it so? verified, disputed, refuted, unverifiable, rejected or unreviewed.');
INSERT INTO "documentation" VALUES('claims','attribution_check','Did the source say it? confirmed, wrong, unknown or unchecked.');
INSERT INTO "documentation" VALUES('claims','content','The exact words; a gap between them is shown as …');
INSERT INTO "documentation" VALUES('claims','speaker','Who said it, as the source was resolved.');
INSERT INTO "documentation" VALUES('claims','speaker_role','What the speaker is, as the article says.');
INSERT INTO "documentation" VALUES('claims','source','The words that name who said it.');
INSERT INTO "documentation" VALUES('claims','cue','The words that attribute it.');
INSERT INTO "documentation" VALUES('claims','chain','From the outlet to whoever said it.');
INSERT INTO "documentation" VALUES('claims','origin','The end of the chain, empty when it is unknown.');
INSERT INTO "documentation" VALUES('claims','outlet','Who published the article.');
INSERT INTO "documentation" VALUES('claims','date','The article''s date.');
INSERT INTO "documentation" VALUES('claims','reason','Why the verdict was given.');
INSERT INTO "documentation" VALUES('claims','reviewer','Who gave it.');
INSERT INTO "documentation" VALUES('claims','decided_at','When, in UTC.');
INSERT INTO "documentation" VALUES('claims','kind','direct, mixed, indirect, headline or assertion (of the outlet itself).');
INSERT INTO "documentation" VALUES('claims','modality','fact, opinion or intention; only a fact is true or false.');
INSERT INTO "documentation" VALUES('claims','rule','Which rule found it; reviewer: made by hand.');
INSERT INTO "documentation" VALUES('claims','reliability','Share, 0 to 1, of such findings that were right when counted.');
INSERT INTO "documentation" VALUES('claims','flagged','1: somebody wants to come back to it.');
INSERT INTO "documentation" VALUES('claims','disagreement','1: reviewers differ, and nobody has adjudicated.');
INSERT INTO "documentation" VALUES('claims','notes','Reviewers'' notes, a line each.');
INSERT INTO "documentation" VALUES('claims','parent','The claim whose words hold this one; it may not be in this file.');
INSERT INTO "documentation" VALUES('claims','machine_content','The words that the rule had found, where a reviewer changed them.');
INSERT INTO "documentation" VALUES('spans','','Where words of a claim stand in the text of its article.');
INSERT INTO "documentation" VALUES('spans','id','Names the row.');
INSERT INTO "documentation" VALUES('spans','claim','The claim.');
INSERT INTO "documentation" VALUES('spans','role','source, cue or content.');
INSERT INTO "documentation" VALUES('spans','start','Offset of the first code point.');
INSERT INTO "documentation" VALUES('spans','end','Offset after the last code point.');
INSERT INTO "documentation" VALUES('hops','','A step of the chain from the outlet to whoever said it.');
INSERT INTO "documentation" VALUES('hops','id','Names the row.');
INSERT INTO "documentation" VALUES('hops','claim','The claim.');
INSERT INTO "documentation" VALUES('hops','position','1 is the outlet.');
INSERT INTO "documentation" VALUES('hops','name','Who.');
INSERT INTO "documentation" VALUES('hops','kind','person, organisation, outlet, agency, document, unnamed or unknown.');
INSERT INTO "documentation" VALUES('evidence','','What a decision rests on.');
INSERT INTO "documentation" VALUES('evidence','id','Names the row.');
INSERT INTO "documentation" VALUES('evidence','claim','The claim.');
INSERT INTO "documentation" VALUES('evidence','quotation','Its words.');
INSERT INTO "documentation" VALUES('evidence','url','Where, outside.');
INSERT INTO "documentation" VALUES('evidence','article','In which article of the store it came from.');
INSERT INTO "documentation" VALUES('evidence','start','Where in that article''s text.');
INSERT INTO "documentation" VALUES('evidence','end','To where.');
INSERT INTO "documentation" VALUES('decisions','','What reviewers did, in order; what was undone too.');
INSERT INTO "documentation" VALUES('decisions','id','Names the row.');
INSERT INTO "documentation" VALUES('decisions','claim','The claim.');
INSERT INTO "documentation" VALUES('decisions','match','The match that was decided on; empty: the claim.');
INSERT INTO "documentation" VALUES('decisions','time','When, in UTC.');
INSERT INTO "documentation" VALUES('decisions','reviewer','Who.');
INSERT INTO "documentation" VALUES('decisions','action','verdict, attribution, match, adjudicate, undo and so on.');
INSERT INTO "documentation" VALUES('decisions','before','What stood before.');
INSERT INTO "documentation" VALUES('decisions','after','What stood then.');
INSERT INTO "documentation" VALUES('decisions','reason','Why.');
INSERT INTO "documentation" VALUES('matches','','Another claim that says the same, something related, or the contrary.');
INSERT INTO "documentation" VALUES('matches','id','Names the row.');
INSERT INTO "documentation" VALUES('matches','claim','The claim.');
INSERT INTO "documentation" VALUES('matches','other','The other claim; it may not be in this file.');
INSERT INTO "documentation" VALUES('matches','relation','same, related, conflicting or unrelated.');
INSERT INTO "documentation" VALUES('matches','decided','1: a reviewer said so; 0: the matcher proposes it.');
INSERT INTO "documentation" VALUES('matches','score','How sure the matcher is, 0 to 1.');
INSERT INTO "documentation" VALUES('matches','independence','independent: other known origin; same origin; or unknown.');
INSERT INTO "documentation" VALUES('matches','words','The other claim''s words.');
INSERT INTO "documentation" VALUES('matches','outlet','Who published it.');
INSERT INTO "documentation" VALUES('matches','speaker','Who said it.');
INSERT INTO "documentation" VALUES('matches','url','Where it stands.');
INSERT INTO "documentation" VALUES('matches','conflicts','What differs, here ↔ there, a line each.');
INSERT INTO "documentation" VALUES('matches','reviewer','Who decided.');
CREATE TABLE "evidence" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "claim" TEXT REFERENCES "claims" (id),
  "quotation" TEXT,
  "url" TEXT,
  "article" TEXT,
  "start" INTEGER,
  "end" INTEGER
);
INSERT INTO "evidence" VALUES('c1full-1','c1full','19 points remain',NULL,'a2coast',4,20);
INSERT INTO "evidence" VALUES('c1full-2','c1full','the text','https://ministry.example/text?a=1&b=2',NULL,NULL,NULL);
CREATE TABLE "hops" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "claim" TEXT REFERENCES "claims" (id),
  "position" INTEGER,
  "name" TEXT,
  "kind" TEXT
);
INSERT INTO "hops" VALUES('c1full-1','c1full',1,'Northern Wire','outlet');
INSERT INTO "hops" VALUES('c1full-2','c1full',2,'Sky News','outlet');
INSERT INTO "hops" VALUES('c9hostile-1','c9hostile',1,'<b>Outlet</b>','outlet');
INSERT INTO "hops" VALUES('c9hostile-2','c9hostile',2,'-unnamed-','unnamed');
CREATE TABLE "matches" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "claim" TEXT REFERENCES "claims" (id),
  "other" TEXT,
  "relation" TEXT,
  "decided" INTEGER,
  "score" REAL,
  "independence" TEXT,
  "words" TEXT,
  "outlet" TEXT,
  "speaker" TEXT,
  "url" TEXT,
  "conflicts" TEXT,
  "reviewer" TEXT
);
INSERT INTO "matches" VALUES('c1full-c0other','c1full','c0other','conflicting',1,0.91,'independent','The plan has 28 points','Coast Radio','Press office','https://coast.example/plan','number: 19 points ↔ 28 points','anna');
INSERT INTO "matches" VALUES('c1full-c2same','c1full','c2same','same',0,0.97,'same origin','It was cut to 19 points','Evening Post',NULL,NULL,NULL,NULL);
INSERT INTO "matches" VALUES('c1full-c3related','c1full','c3related','related',0,0.6,'unknown','Talks went on',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "matches" VALUES('c9hostile-c1full','c9hostile','c1full','same',0,1.0,'unknown','=EVIL()
## Match','[o](http://evil.example)',NULL,NULL,NULL,NULL);
CREATE TABLE "spans" (
  "id" TEXT PRIMARY KEY NOT NULL,
  "claim" TEXT REFERENCES "claims" (id),
  "role" TEXT,
  "start" INTEGER,
  "end" INTEGER
);
INSERT INTO "spans" VALUES('c5bare-content-1','c5bare','content',10,30);
INSERT INTO "spans" VALUES('c1full-source-1','c1full','source',713,716);
INSERT INTO "spans" VALUES('c1full-cue-1','c1full','cue',717,724);
INSERT INTO "spans" VALUES('c1full-content-1','c1full','content',538,590);
INSERT INTO "spans" VALUES('c1full-content-2','c1full','content',600,620);
INSERT INTO "spans" VALUES('c9hostile-source-1','c9hostile','source',0,4);
INSERT INTO "spans" VALUES('c9hostile-content-1','c9hostile','content',5,264);
CREATE INDEX "claims_by_article" ON "claims" ("article");
CREATE INDEX "spans_by_claim" ON "spans" ("claim");
CREATE INDEX "hops_by_claim" ON "hops" ("claim");
CREATE INDEX "evidence_by_claim" ON "evidence" ("claim");
CREATE INDEX "decisions_by_claim" ON "decisions" ("claim");
CREATE INDEX "matches_by_claim" ON "matches" ("claim");
COMMIT;
