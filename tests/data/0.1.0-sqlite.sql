BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit_event (
	id BIGINT NOT NULL, 
	instance_id BIGINT, 
	seq BIGINT, 
	kind VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id BIGINT, 
	on_behalf_of_id BIGINT, 
	mandate VARCHAR, 
	person_id BIGINT, 
	task_id BIGINT, 
	element VARCHAR, 
	digest VARCHAR, 
	commitments TEXT NOT NULL, 
	prev_hash VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_event PRIMARY KEY (id), 
	CONSTRAINT uq_audit_event_instance_id_seq UNIQUE (instance_id, seq)
);
INSERT INTO "audit_event" VALUES(1882557706335186509,NULL,NULL,'unit_opened','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"unit":"09654024122e587b0569991c67e29319066f675627d20fb7672678311facc9b1"}','0000000000000000000000000000000000000000000000000000000000000000','5ef0ed883d542b3f37f7d440ec79bf1e314f154d23c1dc0f80eee04fa8ade837');
INSERT INTO "audit_event" VALUES(1882557706383892143,NULL,NULL,'unit_opened','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"unit":"c7ed198632bde930b372b57bb53ada5317e1732dfa025ad794d527b3e7a3ebcc"}','0000000000000000000000000000000000000000000000000000000000000000','e3db4c225763260ae6571c7826f30c2de8a6cf68f7ddee8358763e27c79e637b');
INSERT INTO "audit_event" VALUES(1882557706401135080,NULL,NULL,'unit_opened','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"unit":"a79ea5bc05f7c182e6145ff5feab7db1a3ec26c7e9b15b1cf4376fa4f7df01f4"}','0000000000000000000000000000000000000000000000000000000000000000','9793754ec44d57982c8576f2efad43b221453f0629fd6740a23347834fa384a2');
INSERT INTO "audit_event" VALUES(1882557706418513487,NULL,NULL,'unit_opened','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"unit":"4b8df02949e8f9b2ed53c7145c321a9b5ff56cd81edf439fbe4fadc19bb282a5"}','0000000000000000000000000000000000000000000000000000000000000000','4bd07b1098ae405a5f0250234ea26ec3e2ff9b28c457e935f72620420058d8f8');
INSERT INTO "audit_event" VALUES(1882557706438200190,NULL,NULL,'unit_opened','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"unit":"978431288538f11316d3918b4f96505e9be0d97be811c04b9eb74a92ef6c10c0"}','0000000000000000000000000000000000000000000000000000000000000000','09b58ad41ec797e07e36f3d9a330d953c2c938445b71b9e7b91f21e34e964a69');
INSERT INTO "audit_event" VALUES(1882557706466335834,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"9c765565e96b1e5fdb63d58ecf9da1cc8d783a969f347cbc721e4b243190144a"}','0000000000000000000000000000000000000000000000000000000000000000','dc755650040b90c8e372ac1b2973a6154c037e5812030751ca9d6bb13476dd27');
INSERT INTO "audit_event" VALUES(1882557706468949300,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"508b11feebdc78d7d7dbc30432c32ec9f6d6a2a7844e95fa951635f97937e32f"}','0000000000000000000000000000000000000000000000000000000000000000','12ae1ba920ca763c7a792ce5193fc2bad6e14e5976563f130fdc1be606ae4cb7');
INSERT INTO "audit_event" VALUES(1882557706484638845,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"e0423b5b412e48f7bd5ff0695075d46b97f396a4d9c7d4c86fe32e5d2ff49693"}','0000000000000000000000000000000000000000000000000000000000000000','7a32eb9c70d943a1e9fae044c43a199c749984265a87f6767f6710a3eb0ee31c');
INSERT INTO "audit_event" VALUES(1882557706492933692,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"bb68cec1deb49ff67e1aa3705e570b91dd432d7f82526d88a06a57d48487ae78"}','0000000000000000000000000000000000000000000000000000000000000000','6f3fcfff3e9cf3bb7667711bc9ed4796023693a63be0bd4ac6fac920a495f7d9');
INSERT INTO "audit_event" VALUES(1882557706494645231,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"528321f907d132ed28c384dd3b8e0462f0014cdc314548639ab745822e903870"}','0000000000000000000000000000000000000000000000000000000000000000','bc9b37ba5b7b337ddfe8cce3f752d39c2ae9979378d9db6c5c0f36bb8587029f');
INSERT INTO "audit_event" VALUES(1882557706502521642,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"6364c31c218d279805dc2b9ae5f1488e087d5c9609cc06f9310199bf2b8115dd"}','0000000000000000000000000000000000000000000000000000000000000000','3ce3e7394a73e7b939e0dcaf3aa32dfaa586a184789d0ca3b9eee6c577e53c8a');
INSERT INTO "audit_event" VALUES(1882557706506067640,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"ff2324f65b914b0807d2c8512c9f63d6bc625348e92b05d35266bb1ce4e1f2c7"}','0000000000000000000000000000000000000000000000000000000000000000','a6e160916f619871b00ebbec43f95c0d32e79f8b239f11bba470c468202890d9');
INSERT INTO "audit_event" VALUES(1882557706513141522,NULL,NULL,'role_defined','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"449345fd01c100cf9bda074369f7492bf4be39952625d284a3419ca1ac8348c4"}','0000000000000000000000000000000000000000000000000000000000000000','cc9562b237aad1a9bbad83955035236fc47e4cefd75a45c058c73bf9a8f549bd');
INSERT INTO "audit_event" VALUES(1882557706547915543,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706523772284,NULL,NULL,NULL,'{"person":"dfa890b2abac51d64978603862dd3a84736d21a86d650bb93b1cd82ed47fad99"}','0000000000000000000000000000000000000000000000000000000000000000','62b5a2ccc879a15ed608841de09efb9f38bf9ca1ac27c75540e689b376561844');
INSERT INTO "audit_event" VALUES(1882557706559364291,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706558631193,NULL,NULL,NULL,'{"person":"0495b625b2a83bd42378414c7b2654998ad032530fd57f1873caf259923f3c9b"}','0000000000000000000000000000000000000000000000000000000000000000','4126b14e67e99dc2e603d9fbb7a10ad19d92550349426882b40a9ba1d98738e7');
INSERT INTO "audit_event" VALUES(1882557706562116786,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706562075798,NULL,NULL,NULL,'{"person":"6c3119953d18c1fa08e5cb3198be2b25155361e645f579d2601fa538501d8e9b"}','0000000000000000000000000000000000000000000000000000000000000000','185e796fb411965834afcb26052d42399dec5034d169ac2e1f3c13ed2f2640ba');
INSERT INTO "audit_event" VALUES(1882557706573398622,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706572565407,NULL,NULL,NULL,'{"person":"ed9a308dc6890695de3293740923c93954848c9ed449d9b1f6d9b503bec4a923"}','0000000000000000000000000000000000000000000000000000000000000000','c2b3cde1ee491aa3ef8624f28bf9246ae1aa2416dbdbad0f74f0b03dc7135bf2');
INSERT INTO "audit_event" VALUES(1882557706582222014,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706581569767,NULL,NULL,NULL,'{"person":"8f6add175a2172ba19a93ccafaf660c06fbecebb4dcadf13cb4ac2cbd9efd674"}','0000000000000000000000000000000000000000000000000000000000000000','4c3a4abd067540c943a45e232b59dc52791e5dd7cc3abb8bc848360794205e84');
INSERT INTO "audit_event" VALUES(1882557706614083522,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706558631193,NULL,NULL,NULL,'{"membership":"b8e40a35718db4b8d5ec9dfb25c3cd130a91199cc468f09ffb6851d3bc654082"}','0000000000000000000000000000000000000000000000000000000000000000','c58e60a4e3745a4e4d2d72d965ccecf2b6e0407dc9677ee6d26399680ead0ca2');
INSERT INTO "audit_event" VALUES(1882557706622351446,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706562075798,NULL,NULL,NULL,'{"membership":"6aca0b5c122c5082de7b2b5dd3f7d883fe3124d3ac1c33bc097665bdf395c9e1"}','0000000000000000000000000000000000000000000000000000000000000000','b1be70026a5760b9695917c8e05ff5d55901e26a11d45831a83bcf3aa93e3685');
INSERT INTO "audit_event" VALUES(1882557706634214313,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706572565407,NULL,NULL,NULL,'{"membership":"65b28121b1fe2402afd89742bb39eddb8c7c2e67d2b232cbf435d3a22d4ccc59"}','0000000000000000000000000000000000000000000000000000000000000000','084fe4f5ad92d67c555ef5404b77d5cb92a5470cd29fcb911150d547cb429969');
INSERT INTO "audit_event" VALUES(1882557706709247482,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706581569767,NULL,NULL,NULL,'{"membership":"5525d141b82ce913bfc445d54e8beda183654c8a30a34ebdd8e4f25168616300"}','0000000000000000000000000000000000000000000000000000000000000000','b73689f3ab13beee70411870e830c9acae26d327b5981d02831550abefa23b01');
INSERT INTO "audit_event" VALUES(1882557706717911525,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706712818206,NULL,NULL,NULL,'{"person":"bed8e78e8bb6c68c88518ff2ab553f23e0ceb4c83685311a6d02e007bd24c979"}','0000000000000000000000000000000000000000000000000000000000000000','616f2866bb48716f2aa833995342d26f6c8c9f3ebe5ecf89c662a017e432533a');
INSERT INTO "audit_event" VALUES(1882557706751265859,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706720753353,NULL,NULL,NULL,'{"person":"7e4d703bb7a38d97373367b569103f97b895e989aa257c2fbce540963ee2aa80"}','0000000000000000000000000000000000000000000000000000000000000000','f86f0e8429b72b500aec9ba310dcd17db673c39f4e1094743cf403cfe3947c07');
INSERT INTO "audit_event" VALUES(1882557706764128767,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706754734727,NULL,NULL,NULL,'{"person":"80c909c487a62045394416164b34ffdadf650e61f17757adadf84ce159fd0196"}','0000000000000000000000000000000000000000000000000000000000000000','1b0d758d0734d26f4ca653250968b522b905f60e4aeaef06345f79127b07c571');
INSERT INTO "audit_event" VALUES(1882557706957563059,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706767019084,NULL,NULL,NULL,'{"person":"eeceaae2e514fb64136056014187a138acb946336769bb31eaf1f19b3f818b3d"}','0000000000000000000000000000000000000000000000000000000000000000','14b11b8fad854fece275c9a1729063178ef79baeec103ce4a4eda091670efebe');
INSERT INTO "audit_event" VALUES(1882557706959814521,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706958590104,NULL,NULL,NULL,'{"person":"a36a46da15615dba848afa49c54cff81dd18c964b45afadd787454c8172810e5"}','0000000000000000000000000000000000000000000000000000000000000000','a028451064602d467e586a08b9d29531277bc6e4ee229e439cd1296a02b1451c');
INSERT INTO "audit_event" VALUES(1882557706971603215,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706970941666,NULL,NULL,NULL,'{"person":"ffef1409cfd04f28b21304483f4941a509c8023a4d65b11f8fbf76787dd0ea1c"}','0000000000000000000000000000000000000000000000000000000000000000','588bb3a73dabbb7e292baf470eedc6cdd69750e633a61d1ce59c3e9f8595e8c0');
INSERT INTO "audit_event" VALUES(1882557706991044377,NULL,NULL,'person_admitted','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706985082781,NULL,NULL,NULL,'{"person":"04b8645e673a98f89a2b0632f787412c81df7bddce2660dc778914e2e8f3be82"}','0000000000000000000000000000000000000000000000000000000000000000','f23f6470c4396c78f73930804a8f15a5b69794cf51376c953bc10f114efa5950');
INSERT INTO "audit_event" VALUES(1882557707000924016,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706712818206,NULL,NULL,NULL,'{"membership":"336f10a3967f4c10d0cc1b8f7e9bfe6430f79d94873e3bd0ca9006142ba94daf"}','0000000000000000000000000000000000000000000000000000000000000000','6b033dbeb89c80636b4caafa395bf7a7b3cc3fe4e960de511a91a7b5c2543c1f');
INSERT INTO "audit_event" VALUES(1882557707013705469,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706720753353,NULL,NULL,NULL,'{"membership":"7635efcd4b772998ff94023a8e6fdea28b80df10d508d86b1a8dd937d99fea50"}','0000000000000000000000000000000000000000000000000000000000000000','31d47f5eda7ff1418bce2358b3a0ad787b7a947dafc53ad04d5af3b3b585a5f7');
INSERT INTO "audit_event" VALUES(1882557707027134025,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706754734727,NULL,NULL,NULL,'{"membership":"69032395842d9407b9f12b1bd92a55818645863c806b38edf11fc87f82bcab3b"}','0000000000000000000000000000000000000000000000000000000000000000','e0882cb1d9aa68d2cbd2ea1478b414ac8440ddc2749050326f42b3ca2055235f');
INSERT INTO "audit_event" VALUES(1882557707040592224,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706767019084,NULL,NULL,NULL,'{"membership":"d6741e65b06bcc0cf8e46526e49acac9865c1e2a34aef81e5ca944fa5b513f4e"}','0000000000000000000000000000000000000000000000000000000000000000','9097b8f562569ac23406a419dfeae76ddbeb55f2499e71b5bfec1018d167e12f');
INSERT INTO "audit_event" VALUES(1882557707054790144,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706958590104,NULL,NULL,NULL,'{"membership":"56b8d9fb90b69ff0950c121dccf72d6710abb0b5a119c3ab584270d20636cfdf"}','0000000000000000000000000000000000000000000000000000000000000000','c2b9196aec90b7f81c8965d4f45286eb2220d09f8a4f3a4e5eec61659cf98437');
INSERT INTO "audit_event" VALUES(1882557707056124713,NULL,NULL,'person_appointed','2026-07-08 02:00:00.000000',NULL,NULL,NULL,1882557706970941666,NULL,NULL,NULL,'{"membership":"8f0adaf719d6cb2ae3d2feca06f6ec134f0854f9fe7e4ac66b2e95f2c84108d9"}','0000000000000000000000000000000000000000000000000000000000000000','8c9c90eb5812496564324e183ff3c2149a2796024b94c0d9faa02c69102cc274');
INSERT INTO "audit_event" VALUES(1882557707190259993,NULL,NULL,'definition_published','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,'9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','{"definition":"c1ad4ae4fdba0a3c8744e7a847e00a373f46dea8df216220985b21fdf801aac2"}','0000000000000000000000000000000000000000000000000000000000000000','247c6ac1c62b48009d4164e89aa1b069a790d300778cb6d19e3d94112553e016');
INSERT INTO "audit_event" VALUES(1882557707258302042,NULL,NULL,'definition_published','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859','{"definition":"1fff805e710a60eeae5d73caeacd4ed9f89a65419ff3ce1db27724ec6d2982ac"}','0000000000000000000000000000000000000000000000000000000000000000','1a14d1731533f410f8691670e0c532a1187230821aaf0def73cbf2cfd3041893');
INSERT INTO "audit_event" VALUES(1882557707279897523,NULL,NULL,'definition_published','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,NULL,'32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df','{"definition":"80a250ee0fda02c48d58d96aad77475a721c6d0172d8868c76277be56ce66469"}','0000000000000000000000000000000000000000000000000000000000000000','f9e889f1306de31a88273b503781585044b0aec4a0ade0becc0ed162e48a0f92');
INSERT INTO "audit_event" VALUES(1882557707385284222,1882557707359128419,0,'instance_started','2026-07-08 02:00:00.000000',1882557706523772284,NULL,NULL,1882557706523772284,NULL,NULL,'9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','{"answer":"cb52ddd25630990e6eb4f2d5ab4f4f54203d422bfbea88272f8919e99fe78061","effects":"15464df6468ed83c384635e6f5c732281dfa57fc6295543c1fe1448e3ffb6d84","evaluations":"7a1cd12203341d58f9138aaf2c05489ab3bab552b5dd4d9ef6d948ad6a882d07","state":"91ae9ad42f587c596d02ee1f890865061907599a2a4b8c170632157d8f6ebce0"}','0000000000000000000000000000000000000000000000000000000000000000','7a19693215d0e9ad513fc01aa2e765366ad1c0a0ab500c8f783a7258b62dfafc');
INSERT INTO "audit_event" VALUES(1882557707522253859,1882557707519592895,0,'instance_started','2026-07-08 02:00:00.000000',1882557706523772284,NULL,NULL,1882557706523772284,NULL,NULL,'9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','{"answer":"6a0f95fa59b48a7b2c26c530ea27113ac69f547f71a11f3246626a4a5d09e5ea","effects":"6d46d3f9bd151ef4e683aaf83bca5a175767e0b7be290300e84097b4ee5fdd9c","evaluations":"39e5ba1857d562bf294b042840830f8009a5928dcadcda9f0fb7fa810e077bf6","state":"34b652779591ef0d86531f9e13e6f8ad2ac61c252f67a4dd1dcb8ed07eb1b07f"}','0000000000000000000000000000000000000000000000000000000000000000','5fb5321cc94792372bf6de973ba33704bda685f1158f149bd963c4c644871b82');
INSERT INTO "audit_event" VALUES(1882557707592914636,1882557707559909622,0,'instance_started','2026-07-08 02:00:00.000000',1882557706523772284,NULL,NULL,1882557706523772284,NULL,NULL,'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859','{"answer":"1ea3fe76fb764c2448de5a3ac974fd3b9a87bf384cb1d54926c4f986543bba64","effects":"96e19ba886e44ba5768bb75589af4f2b4704fcc22ee0c89e051a23a23cc8a5ee","evaluations":"72efc7d87c80ed19e1afe1ae01875cfd0d0993da43d9f764f4b0f00f8d2e2ead","state":"df591c7e17050c4d18949731c65c8b78c05d8920633b5f88172e365eabfcc4a7"}','0000000000000000000000000000000000000000000000000000000000000000','f6e68e2ce7836407dbb8ce60fe29724de4273b70461c25b76a25714ddf218dfb');
INSERT INTO "audit_event" VALUES(1882557707713334707,1882557707691579891,0,'instance_started','2026-07-08 02:00:00.000000',1882557706523772284,NULL,NULL,1882557706523772284,NULL,NULL,'32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df','{"answer":"f024424e7a95de68926609c8fa2e69d71a94a98bd59d43c3dacb81428b25b401","effects":"f4ca0104ee8f4193da67caf00285d3791b49afecba67599cdff35368295efd50","evaluations":"a95db8ca1f19712ce9f31eb59eb9d11c79f1361fe345b3ac25fac200fe38e96e","state":"9a5c9f6739871272170bfd2998dffd20e76e77e855e6dfb3fce7305b233e2f13"}','0000000000000000000000000000000000000000000000000000000000000000','533db473ee3d009a1b0956ca3eec0e8a431ad4c4ebc4af36c20d7d09e823984f');
INSERT INTO "audit_event" VALUES(1882557707929239533,1882557707359128419,1,'task_completed','2026-07-08 02:28:00.000000',1882557706558631193,NULL,NULL,1882557706523772284,2824724862519589819,'verify','9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','{"answer":"9b33e1f02fc1700b45812761c7986479791b5866f6a35d789d0545a8c8eae45e","effects":"9b8d7c11099366126b45a5d2ba77b7f404e26562579ed4cd330f0566b1342d91","evaluations":"717d9f9544fa9bf9a99a497d476d02454379c9a57451343fd92bf675529ed853","right":"e954e9132e6d861fa976427830cb41e5c30b37142712c253b791ad1c39e63821","state":"af27047d60f3397cea38fd3a0fd245cd4fa5878b2bfbd3ea06dc0f85369f335c"}','7a19693215d0e9ad513fc01aa2e765366ad1c0a0ab500c8f783a7258b62dfafc','1d62f90de3919cf4e9c38e88cc634c4e62fbb7b8c3d380b81061deb20dae9036');
INSERT INTO "audit_event" VALUES(1882557707998090430,1882557707359128419,2,'task_completed','2026-07-08 02:28:00.000000',1882557706562075798,NULL,NULL,1882557706523772284,1569789623026488631,'decide','9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','{"answer":"bc796dbb925bc3697b76ac783c21185b1b728bd65d2e899dc99b3bf3e18424ff","effects":"c75f23ed395fe7d8880c6e3c8a7d1e07b46cb13d012bdea557a0bc0e090364a5","evaluations":"45fed9e9b1124222cfa05bc2432960a5ee9a28e8f7a0cf30c3d13907f8db08e2","right":"26a55a17a0d7fd41064840d87a8c70228f44ae8874942dc9e6ec7c9b8c4045b5","state":"1bff2771da94bebe70bd6671c428c28a4a76486e83f6ea2b6d26b57571268e3b"}','1d62f90de3919cf4e9c38e88cc634c4e62fbb7b8c3d380b81061deb20dae9036','110961d77359804e7473b6bdadce0e7d506a949cbc7190cc5d80fa091a9903a4');
CREATE TABLE audit_payload (
	event_id BIGINT NOT NULL, 
	part VARCHAR NOT NULL, 
	salt VARCHAR, 
	content TEXT, 
	erased_at DATETIME, 
	erased_by_id BIGINT, 
	CONSTRAINT pk_audit_payload PRIMARY KEY (event_id, part), 
	CONSTRAINT fk_audit_payload_event_id FOREIGN KEY(event_id) REFERENCES audit_event (id)
);
INSERT INTO "audit_payload" VALUES(1882557706335186509,'unit','6e8228f86774602f23946bdbe1bdba8a','{"key":"kota","name":"Kota Palembang","parent":null,"working_days":5,"zone":"Asia/Jakarta"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706383892143,'unit','f41235c8173a3375174e57bd574f4ca2','{"key":"setda","name":"Sekretariat Daerah","parent":"kota","working_days":5,"zone":"Asia/Jakarta"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706401135080,'unit','3f20d8726eb24536573b37775d864037','{"key":"bkpsdm","name":"BKPSDM","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706418513487,'unit','468e98482487aa44e78e4941bd0ee2ca','{"key":"dishub","name":"Dinas Perhubungan","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706438200190,'unit','779b97ebd8f256dfcbe34c7588f84ae0','{"key":"dinkes","name":"Dinas Kesehatan","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706466335834,'role','81d10bfd6ef6d8a6ed1ac4f315b42ff3','{"key":"rank_officer","kind":"office","label":"Petugas kepangkatan","label_en":"Rank officer","unit":"bkpsdm"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706468949300,'role','fe37659c9c37ba51074d2528e313bc87','{"key":"regional_secretary","kind":"office","label":"Sekretaris daerah","label_en":"Regional secretary","unit":"setda"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706484638845,'role','d67f6ca9d3a0e198aa7c50875dd87106','{"key":"unit_head","kind":"unit","label":"Kepala OPD","label_en":"Head of unit","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706492933692,'role','1b865fde56f9b177155d05763f729a5a','{"key":"unit_hr_officer","kind":"unit","label":"Pengelola kepegawaian OPD","label_en":"Unit HR officer","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706494645231,'role','a7b3696481cb2255a72d742c86db80db','{"key":"administrator","kind":"house","label":"Administrator","label_en":"Administrator","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706502521642,'role','769735c66136c37ee53457477151654b','{"key":"designer","kind":"house","label":"Perancang prosedur","label_en":"Process designer","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706506067640,'role','cac371c6d82c02f77a80138ab46fd0e2','{"key":"operator","kind":"house","label":"Operator","label_en":"Operator","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706513141522,'role','7089ee233e222812662e223665c2ccbd','{"key":"auditor","kind":"house","label":"Auditor","label_en":"Auditor","unit":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706547915543,'person','bd26f8f546f0641e61d616abf6e98bb1','{"active":true,"email":null,"locale":"id","login":"199002282014022994","name":"Nurhayati","nik":null,"nip":"199002282014022994","unit_key":"dishub"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706559364291,'person','ec03863e6b3f5a44874b120372545c9a','{"active":true,"email":null,"locale":"id","login":"petugas","name":"Petugas Kepangkatan","nik":null,"nip":null,"unit_key":"bkpsdm"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706562116786,'person','e5a31723728c885ae19727922fd270c9','{"active":true,"email":null,"locale":"id","login":"kadis","name":"Kepala Dinas","nik":null,"nip":null,"unit_key":"dishub"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706573398622,'person','a0cdf361a9e358f3eecdb33558d1d505','{"active":true,"email":null,"locale":"id","login":"sekda","name":"Sekretaris Daerah","nik":null,"nip":null,"unit_key":"setda"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706582222014,'person','a6ba9a9ae5d1922500c4034a7db919d5','{"active":true,"email":null,"locale":"id","login":"admin","name":"Administrator","nik":null,"nip":null,"unit_key":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706614083522,'membership','4eb454fa6a9e0a4644f98b209daaf50b','{"id":"1882557706607198764","role":"rank_officer","since":"2026-01-01","unit":"bkpsdm","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706622351446,'membership','8de947a0b93ed6a97333489a7136ecee','{"id":"1882557706622870866","role":"unit_head","since":"2026-01-01","unit":"dishub","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706634214313,'membership','edce4139f447b5c19a8d12a7aaea1fb6','{"id":"1882557706632574965","role":"regional_secretary","since":"2026-01-01","unit":"setda","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706709247482,'membership','68968ef0aae1794ecc9a1b74344b3769','{"id":"1882557706694334642","role":"administrator","since":"2026-01-01","unit":null,"until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706717911525,'person','ded9210b190baba1bb1ee1a21a3a0976','{"active":true,"email":null,"locale":"id","login":"ratna","name":"Ratna Dewi","nik":null,"nip":null,"unit_key":"dishub"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706751265859,'person','d875ff092640945d9dad85eaf680ac96','{"active":true,"email":null,"locale":"id","login":"second","name":"Petugas Kedua","nik":null,"nip":null,"unit_key":"bkpsdm"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706764128767,'person','c342798089b836b21974f024f69eae1f','{"active":true,"email":null,"locale":"id","login":"boss","name":"Asisten Sekda","nik":null,"nip":null,"unit_key":"setda"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706957563059,'person','1276e60419cca0b4098f3f8ad384fa46','{"active":true,"email":null,"locale":"id","login":"operator","name":"Operator","nik":null,"nip":null,"unit_key":"setda"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706959814521,'person','38f308a28072544c9e678a00c4a73bcc','{"active":true,"email":null,"locale":"id","login":"auditor","name":"Auditor","nik":null,"nip":null,"unit_key":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706971603215,'person','3b4b62556be5dde1f257ec9fff4d34ae','{"active":true,"email":null,"locale":"id","login":"designer","name":"Perancang","nik":null,"nip":null,"unit_key":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557706991044377,'person','245f014c505c6531d731925e2958dbed','{"active":true,"email":null,"locale":"id","login":"stranger","name":"Orang Lain","nik":null,"nip":null,"unit_key":"dinkes"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707000924016,'membership','f464917cbb19d70d9dbedb9c55811153','{"id":"1882557706999501160","role":"unit_hr_officer","since":"2026-01-01","unit":"dishub","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707013705469,'membership','9fa78a9719d514e09e58350ab09af575','{"id":"1882557707012036932","role":"rank_officer","since":"2026-01-01","unit":"bkpsdm","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707027134025,'membership','0d0113f99d20fddbc1b6ba26444ee395','{"id":"1882557707027481068","role":"unit_head","since":"2026-01-01","unit":"setda","until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707040592224,'membership','b99dd6b5596d392ea693b7cd7d0e14e0','{"id":"1882557707040145458","role":"operator","since":"2026-01-01","unit":null,"until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707054790144,'membership','e2b1389ded68b877fd73a31de10f79c0','{"id":"1882557707053765726","role":"auditor","since":"2026-01-01","unit":null,"until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707056124713,'membership','41618f1109738b5b9b46419dfb0e1539','{"id":"1882557707056281635","role":"designer","since":"2026-01-01","unit":null,"until":null}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707190259993,'definition','08d81e8e40bf5f8324ecf32b0061e92f','{"key":"approval","reason":"uji","version":1}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707258302042,'definition','3bd6099167cbd6a2689da1a3b4193104','{"key":"timed","reason":"uji","version":1}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707279897523,'definition','3cfb95294374ee16463250d58f6f79ad','{"key":"waiter","reason":"uji","version":1}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707385284222,'answer','67cfb2082a7e195c4366e23a29e4e229','{"request":{"topic":"naik pangkat"}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707385284222,'evaluations','777cd7503b4df6b6536c48c9394386b4','[]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707385284222,'effects','3b02dd032fd508b63d5ff677411cd287','{"closed":[],"ended":null,"opened":[{"element":"verify","kind":"task","ref":2}],"thrown":[],"trail":["asked","asked__verify"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707385284222,'state','a6bb65b0855df5f066e9f4286bc9bf45','{"state":{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707522253859,'answer','bfffa99bce1338b8410434a574310da2','{"request":{"topic":"pindah unit"}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707522253859,'evaluations','64144632f41a0582b4efd4bc869efbc5','[]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707522253859,'effects','af5f10ed1be8a54dc8ebd4de184ce67b','{"closed":[],"ended":null,"opened":[{"element":"verify","kind":"task","ref":2}],"thrown":[],"trail":["asked","asked__verify"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707522253859,'state','3a34ef5a26b32a3dc16106ed428fe1cd','{"state":{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00002","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"pindah unit"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707592914636,'answer','973567146985c6110eec6ff64c56c547','{}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707592914636,'evaluations','9a4b59622424efd3a06a6d336d3a2d43','[]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707592914636,'effects','87fe736e2d3e02dd2c6dc75b210fb0d5','{"closed":[],"ended":null,"opened":[{"element":"answer","kind":"task","ref":2},{"element":"out","kind":"timer","ref":3},{"element":"day","kind":"timer","ref":4}],"thrown":[],"trail":["asked","asked__answer"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707592914636,'state','2b683a7d2dbc7eeae00810db6d694871','{"state":{"format":1,"last":4,"tokens":[{"at":"answer","is":"ready","keep":{"flow":"asked__answer","open":2,"opened":true},"ref":2},{"at":"out","is":"waiting","keep":{"due":"2026-07-11T02:00:00+00:00","open":3,"opened":true},"of":2,"ref":3},{"at":"day","is":"waiting","keep":{"due":"2026-07-09T02:00:00+00:00","open":4,"opened":true},"of":2,"ref":4}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"TIM-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707713334707,'answer','25f43233d90e94acd21e1bb4158baf72','{"topic":"syarat"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707713334707,'evaluations','092601707f83f571e80af7aefa6867dd','[{"detail":{"what":"key"},"element":"wait","inputs":{"topic":"syarat"},"kind":"correlation","result":"syarat","rows":[],"source":"topic"}]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707713334707,'effects','c957a3f9b46f4131f7e2e19a9246bb3c','{"closed":[],"ended":null,"opened":[{"element":"wait","key":"syarat","kind":"message","name":"terms","ref":2}],"thrown":[],"trail":["asked","asked__wait"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707713334707,'state','a01caf4a6963eb33bf76406a0e9fea3c','{"state":{"format":1,"last":2,"tokens":[{"at":"wait","is":"waiting","keep":{"flow":"asked__wait","key":"syarat","message":"terms","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"WAI-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"topic":"syarat"}}}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707929239533,'answer','8e7486aef9c8cf984936f58c890b11ab','{"verification":{"note":"lengkap","outcome":"ms"}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707929239533,'right','c1108d879449ca17d0a7a9902c0a1f14','{"code":"role","letter":null,"on_behalf_of":null,"role":"rank_officer","unit":"bkpsdm"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707929239533,'evaluations','c5fb8af47de754572f438c001d17fa7c','[{"detail":{"flow":"complete_q__mend"},"element":"complete_q","inputs":{"verification.outcome":"ms"},"kind":"condition","result":false,"rows":[],"source":"verification.outcome = \"btl\""}]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707929239533,'effects','6191e06890d9615aa2e1bfb1d341b8b9','{"closed":[{"element":"verify","how":"completed","ref":2}],"ended":null,"opened":[{"element":"decide","kind":"task","ref":4}],"thrown":[],"trail":["verify","verify__complete_q","complete_q","complete_q__decide"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707929239533,'state','615095a5424a897cce13c18b60e44cea','{"state":{"format":1,"last":4,"tokens":[{"at":"decide","is":"ready","keep":{"flow":"complete_q__decide","open":4,"opened":true},"ref":4}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707998090430,'answer','a1a856d37f673ff3bc19baebb739b410','{"decision":{"outcome":"granted","reason":"memenuhi syarat"}}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707998090430,'right','2faa01bd4dcb6b5aab6dcc4e8f16ca21','{"code":"role","letter":null,"on_behalf_of":null,"role":"unit_head","unit":"dishub"}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707998090430,'evaluations','f777ee1fdd1a1267a62d4f188f0ee282','[]',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707998090430,'effects','e4aac1cd8f06959dff715975dcaf2b85','{"closed":[{"element":"decide","how":"completed","ref":4}],"ended":{"code":null,"element":"done","kind":"none"},"opened":[],"thrown":[],"trail":["decide","decide__done","done"]}',NULL,NULL);
INSERT INTO "audit_payload" VALUES(1882557707998090430,'state','cd78caba4377e57972879e8d30504dc5','{"state":{"format":1,"last":5,"tokens":[]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"decision":{"outcome":"granted","reason":"memenuhi syarat"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}}',NULL,NULL);
CREATE TABLE counter (
	series VARCHAR NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (series)
);
INSERT INTO "counter" VALUES('APP-2026',2);
INSERT INTO "counter" VALUES('TIM-2026',1);
INSERT INTO "counter" VALUES('WAI-2026',1);
CREATE TABLE definition_file (
	definition_id BIGINT NOT NULL, 
	path VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_definition_file PRIMARY KEY (definition_id, path), 
	CONSTRAINT fk_definition_file_definition_id FOREIGN KEY(definition_id) REFERENCES process_definition (id)
);
INSERT INTO "definition_file" VALUES(1882557707175771006,'approval.bpmn',X'3C62706D6E3A646566696E6974696F6E7320786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226422207461726765744E616D6573706163653D2274223E3C62706D6E3A70726F636573732069643D22617070726F76616C22206E616D653D22617070726F76616C2220697345786563757461626C653D2274727565223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A70726F706572746965733E3C7A656562653A70726F7065727479206E616D653D22737461727461626C654279222076616C75653D2265766572796F6E65223E3C2F7A656562653A70726F70657274793E3C7A656562653A70726F7065727479206E616D653D227375626A656374222076616C75653D2273746172746572223E3C2F7A656562653A70726F70657274793E3C2F7A656562653A70726F706572746965733E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C62706D6E3A73746172744576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B656422206E616D653D2261736B6564223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A666F726D446566696E6974696F6E20666F726D49643D2261736B222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A73746172744576656E743E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2276657269667922206E616D653D22766572696679223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A666F726D446566696E6974696F6E20666F726D49643D22766572696679222F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D2272616E6B5F6F666669636572222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2264656369646522206E616D653D22646563696465223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A70726F706572746965733E3C7A656562653A70726F7065727479206E616D653D22736570617261746546726F6D222076616C75653D22766572696679222F3E3C2F7A656562653A70726F706572746965733E3C7A656562653A666F726D446566696E6974696F6E20666F726D49643D22646563696465222F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D22756E69745F68656164222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226D656E6422206E616D653D226D656E64223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A666F726D446566696E6974696F6E20666F726D49643D226D656E64222F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2061737369676E65653D223D7375626A6563742E6964222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A656E644576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22646F6E6522206E616D653D22646F6E65222F3E3C62706D6E3A6578636C75736976654761746577617920786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22636F6D706C6574655F7122206E616D653D22636F6D706C6574652071222064656661756C743D22636F6D706C6574655F715F5F646563696465222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B65645F5F7665726966792220736F757263655265663D2261736B656422207461726765745265663D22766572696679222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D227665726966795F5F636F6D706C6574655F712220736F757263655265663D2276657269667922207461726765745265663D22636F6D706C6574655F71222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22636F6D706C6574655F715F5F6D656E642220736F757263655265663D22636F6D706C6574655F7122207461726765745265663D226D656E64223E3C62706D6E3A636F6E646974696F6E45787072657373696F6E3E3D766572696669636174696F6E2E6F7574636F6D65203D202262746C223C2F62706D6E3A636F6E646974696F6E45787072657373696F6E3E3C2F62706D6E3A73657175656E6365466C6F773E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22636F6D706C6574655F715F5F6465636964652220736F757263655265663D22636F6D706C6574655F7122207461726765745265663D22646563696465222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226D656E645F5F7665726966792220736F757263655265663D226D656E6422207461726765745265663D22766572696679222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226465636964655F5F646F6E652220736F757263655265663D2264656369646522207461726765745265663D22646F6E65222F3E3C2F62706D6E3A70726F636573733E3C2F62706D6E3A646566696E6974696F6E733E');
INSERT INTO "definition_file" VALUES(1882557707175771006,'forms/ask.form',X'7B2274797065223A202264656661756C74222C20226964223A202261736B222C2022736368656D6156657273696F6E223A2031392C2022636F6D706F6E656E7473223A205B7B226964223A2022726571756573745F746F706963222C202274797065223A2022746578746669656C64222C20226B6579223A2022726571756573742E746F706963222C20226C6162656C223A2022726571756573742E746F706963222C202276616C6964617465223A207B227265717569726564223A20747275657D7D5D7D');
INSERT INTO "definition_file" VALUES(1882557707175771006,'forms/verify.form',X'7B2274797065223A202264656661756C74222C20226964223A2022766572696679222C2022736368656D6156657273696F6E223A2031392C2022636F6D706F6E656E7473223A205B7B226964223A2022766572696669636174696F6E5F6E6F7465222C202274797065223A2022746578746669656C64222C20226B6579223A2022766572696669636174696F6E2E6E6F7465222C20226C6162656C223A2022766572696669636174696F6E2E6E6F7465227D2C207B226964223A2022766572696669636174696F6E5F6F7574636F6D65222C202274797065223A2022726164696F222C20226B6579223A2022766572696669636174696F6E2E6F7574636F6D65222C20226C6162656C223A2022766572696669636174696F6E2E6F7574636F6D65222C202276616C756573223A205B7B226C6162656C223A20226D73222C202276616C7565223A20226D73227D2C207B226C6162656C223A202262746C222C202276616C7565223A202262746C227D5D2C202276616C6964617465223A207B227265717569726564223A20747275657D7D5D7D');
INSERT INTO "definition_file" VALUES(1882557707175771006,'forms/decide.form',X'7B2274797065223A202264656661756C74222C20226964223A2022646563696465222C2022736368656D6156657273696F6E223A2031392C2022636F6D706F6E656E7473223A205B7B226964223A20226465636973696F6E5F726561736F6E222C202274797065223A2022746578746669656C64222C20226B6579223A20226465636973696F6E2E726561736F6E222C20226C6162656C223A20226465636973696F6E2E726561736F6E222C202276616C6964617465223A207B227265717569726564223A20747275657D7D2C207B226964223A20226465636973696F6E5F6F7574636F6D65222C202274797065223A2022726164696F222C20226B6579223A20226465636973696F6E2E6F7574636F6D65222C20226C6162656C223A20226465636973696F6E2E6F7574636F6D65222C202276616C756573223A205B7B226C6162656C223A20226772616E746564222C202276616C7565223A20226772616E746564227D2C207B226C6162656C223A202272656675736564222C202276616C7565223A202272656675736564227D5D2C202276616C6964617465223A207B227265717569726564223A20747275657D7D5D7D');
INSERT INTO "definition_file" VALUES(1882557707175771006,'forms/mend.form',X'7B2274797065223A202264656661756C74222C20226964223A20226D656E64222C2022736368656D6156657273696F6E223A2031392C2022636F6D706F6E656E7473223A205B7B226964223A2022726571756573745F746F706963222C202274797065223A2022746578746669656C64222C20226B6579223A2022726571756573742E746F706963222C20226C6162656C223A2022726571756573742E746F706963222C202276616C6964617465223A207B227265717569726564223A20747275657D7D5D7D');
INSERT INTO "definition_file" VALUES(1882557707250363487,'timed.bpmn',X'3C62706D6E3A646566696E6974696F6E7320786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226422207461726765744E616D6573706163653D2274223E3C62706D6E3A70726F636573732069643D2274696D656422206E616D653D2274696D65642220697345786563757461626C653D2274727565223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A70726F706572746965733E3C7A656562653A70726F7065727479206E616D653D22737461727461626C654279222076616C75653D2265766572796F6E65223E3C2F7A656562653A70726F70657274793E3C7A656562653A70726F7065727479206E616D653D227375626A656374222076616C75653D2273746172746572223E3C2F7A656562653A70726F70657274793E3C2F7A656562653A70726F706572746965733E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22616E7377657222206E616D653D22616E73776572223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D2272616E6B5F6F666669636572222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226C61746522206E616D653D226C617465223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D2272616E6B5F6F666669636572222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2272656D696E6422206E616D653D2272656D696E64223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D2272616E6B5F6F666669636572222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A626F756E646172794576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226F757422206E616D653D226F757422206174746163686564546F5265663D22616E73776572222063616E63656C41637469766974793D2274727565223E3C62706D6E3A74696D65724576656E74446566696E6974696F6E3E3C62706D6E3A74696D654475726174696F6E3E5033443C2F62706D6E3A74696D654475726174696F6E3E3C2F62706D6E3A74696D65724576656E74446566696E6974696F6E3E3C2F62706D6E3A626F756E646172794576656E743E3C62706D6E3A626F756E646172794576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2264617922206E616D653D2264617922206174746163686564546F5265663D22616E73776572222063616E63656C41637469766974793D2266616C7365223E3C62706D6E3A74696D65724576656E74446566696E6974696F6E3E3C62706D6E3A74696D654475726174696F6E3E5031443C2F62706D6E3A74696D654475726174696F6E3E3C2F62706D6E3A74696D65724576656E74446566696E6974696F6E3E3C2F62706D6E3A626F756E646172794576656E743E3C62706D6E3A73746172744576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B656422206E616D653D2261736B6564222F3E3C62706D6E3A656E644576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22646F6E6522206E616D653D22646F6E65222F3E3C62706D6E3A656E644576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22746F6F5F6C61746522206E616D653D22746F6F206C617465222F3E3C62706D6E3A656E644576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2272656D696E64656422206E616D653D2272656D696E646564222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B65645F5F616E737765722220736F757263655265663D2261736B656422207461726765745265663D22616E73776572222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22616E737765725F5F646F6E652220736F757263655265663D22616E7377657222207461726765745265663D22646F6E65222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226F75745F5F6C6174652220736F757263655265663D226F757422207461726765745265663D226C617465222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226C6174655F5F746F6F5F6C6174652220736F757263655265663D226C61746522207461726765745265663D22746F6F5F6C617465222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226461795F5F72656D696E642220736F757263655265663D2264617922207461726765745265663D2272656D696E64222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2272656D696E645F5F72656D696E6465642220736F757263655265663D2272656D696E6422207461726765745265663D2272656D696E646564222F3E3C2F62706D6E3A70726F636573733E3C2F62706D6E3A646566696E6974696F6E733E');
INSERT INTO "definition_file" VALUES(1882557707275066746,'waiter.bpmn',X'3C62706D6E3A646566696E6974696F6E7320786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D226422207461726765744E616D6573706163653D2274223E3C62706D6E3A6D6573736167652069643D226D22206E616D653D227465726D73223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A737562736372697074696F6E20636F7272656C6174696F6E4B65793D223D746F706963223E3C2F7A656562653A737562736372697074696F6E3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A6D6573736167653E3C62706D6E3A70726F636573732069643D2277616974657222206E616D653D227761697465722220697345786563757461626C653D2274727565223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A70726F706572746965733E3C7A656562653A70726F7065727479206E616D653D22737461727461626C654279222076616C75653D2265766572796F6E65223E3C2F7A656562653A70726F70657274793E3C7A656562653A70726F7065727479206E616D653D227375626A656374222076616C75653D2273746172746572223E3C2F7A656562653A70726F70657274793E3C2F7A656562653A70726F706572746965733E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C62706D6E3A73746172744576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B656422206E616D653D2261736B6564223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A666F726D446566696E6974696F6E20666F726D49643D2261736B222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A73746172744576656E743E3C62706D6E3A726563656976655461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D227761697422206E616D653D227761697422206D6573736167655265663D226D222F3E3C62706D6E3A757365725461736B20786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22746F6C6422206E616D653D22746F6C64223E3C62706D6E3A657874656E73696F6E456C656D656E74733E3C7A656562653A757365725461736B2F3E3C7A656562653A61737369676E6D656E74446566696E6974696F6E2063616E64696461746547726F7570733D2272616E6B5F6F666669636572222F3E3C2F62706D6E3A657874656E73696F6E456C656D656E74733E3C2F62706D6E3A757365725461736B3E3C62706D6E3A656E644576656E7420786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22646F6E6522206E616D653D22646F6E65222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D2261736B65645F5F776169742220736F757263655265663D2261736B656422207461726765745265663D2277616974222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22776169745F5F746F6C642220736F757263655265663D227761697422207461726765745265663D22746F6C64222F3E3C62706D6E3A73657175656E6365466C6F7720786D6C6E733A62706D6E3D22687474703A2F2F7777772E6F6D672E6F72672F737065632F42504D4E2F32303130303532342F4D4F44454C2220786D6C6E733A7A656562653D22687474703A2F2F63616D756E64612E6F72672F736368656D612F7A656562652F312E302220786D6C6E733A7873693D22687474703A2F2F7777772E77332E6F72672F323030312F584D4C536368656D612D696E7374616E6365222069643D22746F6C645F5F646F6E652220736F757263655265663D22746F6C6422207461726765745265663D22646F6E65222F3E3C2F62706D6E3A70726F636573733E3C2F62706D6E3A646566696E6974696F6E733E');
INSERT INTO "definition_file" VALUES(1882557707275066746,'forms/ask.form',X'7B2274797065223A202264656661756C74222C20226964223A202261736B222C2022736368656D6156657273696F6E223A2031392C2022636F6D706F6E656E7473223A205B7B226964223A2022746F706963222C202274797065223A2022746578746669656C64222C20226B6579223A2022746F706963222C20226C6162656C223A2022746F706963222C202276616C6964617465223A207B227265717569726564223A20747275657D7D5D7D');
CREATE TABLE document (
	id BIGINT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	instance_id BIGINT, 
	task_id BIGINT, 
	uploaded_by BIGINT, 
	uploaded_at DATETIME NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_sha256 FOREIGN KEY(sha256) REFERENCES document_content (sha256)
);
CREATE TABLE document_content (
	sha256 VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_document_content PRIMARY KEY (sha256)
);
CREATE TABLE fact (
	id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	kind VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	source VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (id), 
	CONSTRAINT fk_fact_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE holiday (
	day DATE NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	CONSTRAINT pk_holiday PRIMARY KEY (day)
);
CREATE TABLE incident (
	id BIGINT NOT NULL, 
	instance_id BIGINT NOT NULL, 
	ref BIGINT, 
	job_id BIGINT, 
	element VARCHAR, 
	code VARCHAR NOT NULL, 
	"values" TEXT NOT NULL, 
	opened_at DATETIME NOT NULL, 
	status VARCHAR NOT NULL, 
	closed_at DATETIME, 
	closed_by_id BIGINT, 
	CONSTRAINT pk_incident PRIMARY KEY (id), 
	CONSTRAINT fk_incident_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id)
);
CREATE TABLE job (
	id BIGINT NOT NULL, 
	type VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	instance_id BIGINT, 
	ref BIGINT, 
	element VARCHAR, 
	payload TEXT NOT NULL, 
	due_at DATETIME NOT NULL, 
	status VARCHAR NOT NULL, 
	attempts_left BIGINT NOT NULL, 
	lease BIGINT NOT NULL, 
	lease_until DATETIME, 
	last_error VARCHAR, 
	CONSTRAINT pk_job PRIMARY KEY (id), 
	CONSTRAINT uq_job_key UNIQUE ("key")
);
INSERT INTO "job" VALUES(4304112762646736715,'timer_due','timer-1882557707559909622-3-1882557707592914636',1882557707559909622,3,'out','{}','2026-07-11 02:00:00.000000','pending',3,0,NULL,NULL);
INSERT INTO "job" VALUES(717448836551783812,'timer_due','timer-1882557707559909622-4-1882557707592914636',1882557707559909622,4,'day','{}','2026-07-09 02:00:00.000000','pending',3,0,NULL,NULL);
CREATE TABLE letter (
	id BIGINT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	instance_id BIGINT NOT NULL, 
	template VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	document_id BIGINT, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT uq_letter_key UNIQUE ("key"), 
	CONSTRAINT uq_letter_number UNIQUE (number)
);
CREATE TABLE letter_counter (
	classification VARCHAR NOT NULL, 
	year BIGINT NOT NULL, 
	last BIGINT NOT NULL, 
	CONSTRAINT pk_letter_counter PRIMARY KEY (classification, year)
);
CREATE TABLE login_attempt (
	id BIGINT NOT NULL, 
	login_digest VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	succeeded BOOLEAN NOT NULL, 
	CONSTRAINT pk_login_attempt PRIMARY KEY (id)
);
CREATE TABLE membership (
	id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	role_key VARCHAR NOT NULL, 
	unit_key VARCHAR, 
	since DATE NOT NULL, 
	until DATE, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_membership_role_key FOREIGN KEY(role_key) REFERENCES role ("key"), 
	CONSTRAINT fk_membership_unit_key FOREIGN KEY(unit_key) REFERENCES unit ("key")
);
INSERT INTO "membership" VALUES(1882557706607198764,1882557706558631193,'rank_officer','bkpsdm','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557706622870866,1882557706562075798,'unit_head','dishub','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557706632574965,1882557706572565407,'regional_secretary','setda','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557706694334642,1882557706581569767,'administrator',NULL,'2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557706999501160,1882557706712818206,'unit_hr_officer','dishub','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557707012036932,1882557706720753353,'rank_officer','bkpsdm','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557707027481068,1882557706754734727,'unit_head','setda','2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557707040145458,1882557706767019084,'operator',NULL,'2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557707053765726,1882557706958590104,'auditor',NULL,'2026-01-01',NULL);
INSERT INTO "membership" VALUES(1882557707056281635,1882557706970941666,'designer',NULL,'2026-01-01',NULL);
CREATE TABLE message (
	id BIGINT NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	message_id VARCHAR, 
	payload TEXT NOT NULL, 
	published_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	sender_id BIGINT, 
	taken_by_id BIGINT, 
	taken_ref BIGINT, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT uq_message_message_id UNIQUE (message_id)
);
CREATE TABLE notice (
	id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	code VARCHAR NOT NULL, 
	"values" TEXT NOT NULL, 
	instance_id BIGINT, 
	task_id BIGINT, 
	at DATETIME NOT NULL, 
	read_at DATETIME, 
	CONSTRAINT pk_notice PRIMARY KEY (id)
);
INSERT INTO "notice" VALUES(1882557708033918587,1882557706523772284,'case_ended','{"number":"APP-2026-00001"}',1882557707359128419,NULL,'2026-07-08 02:28:00.000000',NULL);
CREATE TABLE person (
	id BIGINT NOT NULL, 
	name VARCHAR NOT NULL, 
	nip VARCHAR, 
	nik VARCHAR, 
	email VARCHAR, 
	login VARCHAR NOT NULL, 
	password_hash VARCHAR, 
	unit_key VARCHAR, 
	active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	locale VARCHAR NOT NULL, 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT fk_person_unit_key FOREIGN KEY(unit_key) REFERENCES unit ("key"), 
	CONSTRAINT uq_person_login UNIQUE (login), 
	CONSTRAINT uq_person_nik UNIQUE (nik), 
	CONSTRAINT uq_person_nip UNIQUE (nip)
);
INSERT INTO "person" VALUES(1882557706523772284,'Nurhayati','199002282014022994',NULL,NULL,'199002282014022994',NULL,'dishub',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706558631193,'Petugas Kepangkatan',NULL,NULL,NULL,'petugas',NULL,'bkpsdm',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706562075798,'Kepala Dinas',NULL,NULL,NULL,'kadis',NULL,'dishub',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706572565407,'Sekretaris Daerah',NULL,NULL,NULL,'sekda',NULL,'setda',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706581569767,'Administrator',NULL,NULL,NULL,'admin',NULL,NULL,1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706712818206,'Ratna Dewi',NULL,NULL,NULL,'ratna',NULL,'dishub',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706720753353,'Petugas Kedua',NULL,NULL,NULL,'second',NULL,'bkpsdm',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706754734727,'Asisten Sekda',NULL,NULL,NULL,'boss',NULL,'setda',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706767019084,'Operator',NULL,NULL,NULL,'operator',NULL,'setda',1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706958590104,'Auditor',NULL,NULL,NULL,'auditor',NULL,NULL,1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706970941666,'Perancang',NULL,NULL,NULL,'designer',NULL,NULL,1,'2026-07-08 02:00:00.000000','id');
INSERT INTO "person" VALUES(1882557706985082781,'Orang Lain',NULL,NULL,NULL,'stranger',NULL,'dinkes',1,'2026-07-08 02:00:00.000000','id');
CREATE TABLE process_definition (
	id BIGINT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	version BIGINT NOT NULL, 
	digest VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	properties TEXT NOT NULL, 
	compiled TEXT NOT NULL, 
	published_at DATETIME NOT NULL, 
	published_by_id BIGINT, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT pk_process_definition PRIMARY KEY (id), 
	CONSTRAINT uq_process_definition_key_version UNIQUE ("key", version)
);
INSERT INTO "process_definition" VALUES(1882557707175771006,'approval',1,'9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02','approval','{"startableBy":"everyone","subject":"starter"}','{"flows":[{"condition":null,"id":"asked__verify","name":"","source":"asked","target":"verify"},{"condition":null,"id":"verify__complete_q","name":"","source":"verify","target":"complete_q"},{"condition":"verification.outcome = \"btl\"","id":"complete_q__mend","name":"","source":"complete_q","target":"mend"},{"condition":null,"id":"complete_q__decide","name":"","source":"complete_q","target":"decide"},{"condition":null,"id":"mend__verify","name":"","source":"mend","target":"verify"},{"condition":null,"id":"decide__done","name":"","source":"decide","target":"done"}],"main":"approval","nodes":[{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"ask","hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"verify","hand_back":true,"hand_in":true,"headers":{},"id":"verify","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"verify","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"unit_head","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"decide","hand_back":true,"hand_in":true,"headers":{},"id":"decide","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"decide","outputs":[],"priority":null,"process":"approval","properties":{"separateFrom":"verify"},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":["verify"]},{"assignment":{"assignee":"=subject.id","candidate_groups":null,"candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"mend","hand_back":true,"hand_in":true,"headers":{},"id":"mend","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"mend","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":"complete_q__decide","documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"complete_q","inputs":[],"job_type":null,"kind":"exclusive_gateway","lane":null,"legal_basis":null,"loop":null,"name":"complete q","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"approval.bpmn","foreign":null,"id":"approval","lanes":[],"name":"approval","properties":{"startableBy":"everyone","subject":"starter"},"start_form":"ask","version_tag":null}]}','2026-07-08 02:00:00.000000',NULL,'uji');
INSERT INTO "process_definition" VALUES(1882557707250363487,'timed',1,'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859','timed','{"startableBy":"everyone","subject":"starter"}','{"flows":[{"condition":null,"id":"asked__answer","name":"","source":"asked","target":"answer"},{"condition":null,"id":"answer__done","name":"","source":"answer","target":"done"},{"condition":null,"id":"out__late","name":"","source":"out","target":"late"},{"condition":null,"id":"late__too_late","name":"","source":"late","target":"too_late"},{"condition":null,"id":"day__remind","name":"","source":"day","target":"remind"},{"condition":null,"id":"remind__reminded","name":"","source":"remind","target":"reminded"}],"main":"timed","nodes":[{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"answer","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"answer","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"late","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"late","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"remind","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"remind","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":"answer","binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"timer","message":null,"time":"P3D","timer":"duration"},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"out","inputs":[],"job_type":null,"kind":"boundary_event","lane":null,"legal_basis":null,"loop":null,"name":"out","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":"answer","binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":false,"key":null,"kind":"timer","message":null,"time":"P1D","timer":"duration"},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"day","inputs":[],"job_type":null,"kind":"boundary_event","lane":null,"legal_basis":null,"loop":null,"name":"day","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"too_late","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"too late","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"reminded","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"reminded","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"timed.bpmn","foreign":null,"id":"timed","lanes":[],"name":"timed","properties":{"startableBy":"everyone","subject":"starter"},"start_form":null,"version_tag":null}]}','2026-07-08 02:00:00.000000',NULL,'uji');
INSERT INTO "process_definition" VALUES(1882557707275066746,'waiter',1,'32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df','waiter','{"startableBy":"everyone","subject":"starter"}','{"flows":[{"condition":null,"id":"asked__wait","name":"","source":"asked","target":"wait"},{"condition":null,"id":"wait__told","name":"","source":"wait","target":"told"},{"condition":null,"id":"told__done","name":"","source":"told","target":"done"}],"main":"waiter","nodes":[{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":"ask","hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":"=topic","kind":"message","message":"terms","time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"wait","inputs":[],"job_type":null,"kind":"receive_task","lane":null,"legal_basis":null,"loop":null,"name":"wait","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"told","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"told","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"waiter.bpmn","foreign":null,"id":"waiter","lanes":[],"name":"waiter","properties":{"startableBy":"everyone","subject":"starter"},"start_form":"ask","version_tag":null}]}','2026-07-08 02:00:00.000000',NULL,'uji');
CREATE TABLE process_instance (
	id BIGINT NOT NULL, 
	definition_id BIGINT NOT NULL, 
	number VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	subject_id BIGINT, 
	starter_id BIGINT, 
	unit_key VARCHAR, 
	zone VARCHAR NOT NULL, 
	working_days BIGINT NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	end_event VARCHAR, 
	state TEXT NOT NULL, 
	variables TEXT NOT NULL, 
	revision BIGINT NOT NULL, 
	event_count BIGINT NOT NULL, 
	head_hash VARCHAR NOT NULL, 
	CONSTRAINT pk_process_instance PRIMARY KEY (id), 
	CONSTRAINT fk_process_instance_definition_id FOREIGN KEY(definition_id) REFERENCES process_definition (id), 
	CONSTRAINT uq_process_instance_number UNIQUE (number)
);
INSERT INTO "process_instance" VALUES(1882557707359128419,1882557707175771006,'APP-2026-00001','approval','ended',1882557706523772284,1882557706523772284,'dishub','Asia/Jakarta',5,'2026-07-08 02:00:00.000000','2026-07-08 02:28:00.000000','done','{"format":1,"last":5,"tokens":[]}','{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"decision":{"outcome":"granted","reason":"memenuhi syarat"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}',4,3,'110961d77359804e7473b6bdadce0e7d506a949cbc7190cc5d80fa091a9903a4');
INSERT INTO "process_instance" VALUES(1882557707519592895,1882557707175771006,'APP-2026-00002','approval','running',1882557706523772284,1882557706523772284,'dishub','Asia/Jakarta',5,'2026-07-08 02:00:00.000000',NULL,NULL,'{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]}','{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00002","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"pindah unit"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}',2,1,'5fb5321cc94792372bf6de973ba33704bda685f1158f149bd963c4c644871b82');
INSERT INTO "process_instance" VALUES(1882557707559909622,1882557707250363487,'TIM-2026-00001','timed','running',1882557706523772284,1882557706523772284,'dishub','Asia/Jakarta',5,'2026-07-08 02:00:00.000000',NULL,NULL,'{"format":1,"last":4,"tokens":[{"at":"answer","is":"ready","keep":{"flow":"asked__answer","open":2,"opened":true},"ref":2},{"at":"out","is":"waiting","keep":{"due":"2026-07-11T02:00:00+00:00","open":3,"opened":true},"of":2,"ref":3},{"at":"day","is":"waiting","keep":{"due":"2026-07-09T02:00:00+00:00","open":4,"opened":true},"of":2,"ref":4}]}','{"0":{"in":null,"vars":{"case":{"number":"TIM-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}',2,1,'f6e68e2ce7836407dbb8ce60fe29724de4273b70461c25b76a25714ddf218dfb');
INSERT INTO "process_instance" VALUES(1882557707691579891,1882557707275066746,'WAI-2026-00001','waiter','running',1882557706523772284,1882557706523772284,'dishub','Asia/Jakarta',5,'2026-07-08 02:00:00.000000',NULL,NULL,'{"format":1,"last":2,"tokens":[{"at":"wait","is":"waiting","keep":{"flow":"asked__wait","key":"syarat","message":"terms","open":2,"opened":true},"ref":2}]}','{"0":{"in":null,"vars":{"case":{"number":"WAI-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557706523772284","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557706523772284","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"topic":"syarat"}}}',2,1,'533db473ee3d009a1b0956ca3eec0e8a431ad4c4ebc4af36c20d7d09e823984f');
CREATE TABLE role (
	"key" VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	label_en VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	unit_key VARCHAR, 
	CONSTRAINT pk_role PRIMARY KEY ("key"), 
	CONSTRAINT fk_role_unit_key FOREIGN KEY(unit_key) REFERENCES unit ("key")
);
INSERT INTO "role" VALUES('rank_officer','Petugas kepangkatan','Rank officer','office','bkpsdm');
INSERT INTO "role" VALUES('regional_secretary','Sekretaris daerah','Regional secretary','office','setda');
INSERT INTO "role" VALUES('unit_head','Kepala OPD','Head of unit','unit',NULL);
INSERT INTO "role" VALUES('unit_hr_officer','Pengelola kepegawaian OPD','Unit HR officer','unit',NULL);
INSERT INTO "role" VALUES('administrator','Administrator','Administrator','house',NULL);
INSERT INTO "role" VALUES('designer','Perancang prosedur','Process designer','house',NULL);
INSERT INTO "role" VALUES('operator','Operator','Operator','house',NULL);
INSERT INTO "role" VALUES('auditor','Auditor','Auditor','house',NULL);
CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE subscription (
	instance_id BIGINT NOT NULL, 
	ref BIGINT NOT NULL, 
	element VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT pk_subscription PRIMARY KEY (instance_id, ref), 
	CONSTRAINT fk_subscription_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id)
);
INSERT INTO "subscription" VALUES(1882557707691579891,2,'wait','terms','syarat');
CREATE TABLE substitution (
	id BIGINT NOT NULL, 
	absent_id BIGINT, 
	substitute_id BIGINT NOT NULL, 
	role_key VARCHAR, 
	unit_key VARCHAR, 
	kind VARCHAR NOT NULL, 
	since DATE NOT NULL, 
	until DATE NOT NULL, 
	letter VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_substitution PRIMARY KEY (id), 
	CONSTRAINT fk_substitution_absent_id FOREIGN KEY(absent_id) REFERENCES person (id), 
	CONSTRAINT fk_substitution_role_key FOREIGN KEY(role_key) REFERENCES role ("key"), 
	CONSTRAINT fk_substitution_substitute_id FOREIGN KEY(substitute_id) REFERENCES person (id), 
	CONSTRAINT fk_substitution_unit_key FOREIGN KEY(unit_key) REFERENCES unit ("key")
);
CREATE TABLE task (
	id BIGINT NOT NULL, 
	instance_id BIGINT NOT NULL, 
	ref BIGINT NOT NULL, 
	scope_ref BIGINT NOT NULL, 
	element VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	form_id VARCHAR, 
	process_key VARCHAR NOT NULL, 
	unit_key VARCHAR, 
	subject_id BIGINT, 
	assignee_id BIGINT, 
	personal BOOLEAN NOT NULL, 
	priority BIGINT NOT NULL, 
	due_at DATETIME, 
	due_order DATETIME NOT NULL, 
	follow_up_at DATETIME, 
	status VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	completed_at DATETIME, 
	completed_by_id BIGINT, 
	on_behalf_of_id BIGINT, 
	outcome VARCHAR, 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT fk_task_instance_id FOREIGN KEY(instance_id) REFERENCES process_instance (id)
);
INSERT INTO "task" VALUES(2824724862519589819,1882557707359128419,2,0,'verify','verify','verify','approval','dishub',1882557706523772284,1882557706558631193,0,50,NULL,'9999-12-31 00:00:00.000000',NULL,'completed','2026-07-08 02:00:00.000000','2026-07-08 02:28:00.000000','2026-07-08 02:28:00.000000',1882557706558631193,NULL,'ms');
INSERT INTO "task" VALUES(182663532833399401,1882557707519592895,2,0,'verify','verify','verify','approval','dishub',1882557706523772284,NULL,0,50,NULL,'9999-12-31 00:00:00.000000',NULL,'open','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "task" VALUES(3508165012763155301,1882557707559909622,2,0,'answer','answer',NULL,'timed','dishub',1882557706523772284,NULL,0,50,NULL,'9999-12-31 00:00:00.000000',NULL,'open','2026-07-08 02:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "task" VALUES(1569789623026488631,1882557707359128419,4,0,'decide','decide','decide','approval','dishub',1882557706523772284,1882557706562075798,0,50,NULL,'9999-12-31 00:00:00.000000',NULL,'completed','2026-07-08 02:28:00.000000','2026-07-08 02:28:00.000000','2026-07-08 02:28:00.000000',1882557706562075798,NULL,'granted');
CREATE TABLE task_candidate (
	task_id BIGINT NOT NULL, 
	role_key VARCHAR NOT NULL, 
	unit_key VARCHAR NOT NULL, 
	free BOOLEAN NOT NULL, 
	due_at DATETIME NOT NULL, 
	CONSTRAINT pk_task_candidate PRIMARY KEY (task_id, role_key, unit_key), 
	CONSTRAINT fk_task_candidate_task_id FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "task_candidate" VALUES(2824724862519589819,'rank_officer','',0,'9999-12-31 00:00:00.000000');
INSERT INTO "task_candidate" VALUES(182663532833399401,'rank_officer','',1,'9999-12-31 00:00:00.000000');
INSERT INTO "task_candidate" VALUES(3508165012763155301,'rank_officer','',1,'9999-12-31 00:00:00.000000');
INSERT INTO "task_candidate" VALUES(1569789623026488631,'unit_head','dishub',0,'9999-12-31 00:00:00.000000');
CREATE TABLE task_exclusion (
	task_id BIGINT NOT NULL, 
	person_id BIGINT NOT NULL, 
	CONSTRAINT pk_task_exclusion PRIMARY KEY (task_id, person_id), 
	CONSTRAINT fk_task_exclusion_task_id FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "task_exclusion" VALUES(1569789623026488631,1882557706558631193);
CREATE TABLE unit (
	"key" VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	parent_key VARCHAR, 
	zone VARCHAR NOT NULL, 
	working_days BIGINT NOT NULL, 
	CONSTRAINT pk_unit PRIMARY KEY ("key"), 
	CONSTRAINT fk_unit_parent_key FOREIGN KEY(parent_key) REFERENCES unit ("key")
);
INSERT INTO "unit" VALUES('kota','Kota Palembang',NULL,'Asia/Jakarta',5);
INSERT INTO "unit" VALUES('setda','Sekretariat Daerah','kota','Asia/Jakarta',5);
INSERT INTO "unit" VALUES('bkpsdm','BKPSDM','setda','Asia/Jakarta',5);
INSERT INTO "unit" VALUES('dishub','Dinas Perhubungan','setda','Asia/Jakarta',5);
INSERT INTO "unit" VALUES('dinkes','Dinas Kesehatan','setda','Asia/Jakarta',5);
CREATE INDEX ix_audit_event_actor_id_audit_event_at ON audit_event (actor_id, at);
CREATE INDEX ix_audit_event_at ON audit_event (at);
CREATE INDEX ix_audit_event_kind_audit_event_at ON audit_event (kind, at);
CREATE INDEX ix_audit_event_person_id_audit_event_at ON audit_event (person_id, at);
CREATE INDEX ix_job_instance_id_job_ref ON job (instance_id, ref);
CREATE INDEX ix_job_status_job_due_at ON job (status, due_at);
CREATE INDEX ix_letter_instance_id ON letter (instance_id);
CREATE INDEX ix_login_attempt_login_digest_login_attempt_at ON login_attempt (login_digest, at);
CREATE INDEX ix_login_attempt_source_login_attempt_at ON login_attempt (source, at);
CREATE INDEX ix_message_name_message_key_message_taken_by_id ON message (name, "key", taken_by_id);
CREATE INDEX ix_notice_person_id_notice_read_at_notice_at ON notice (person_id, read_at, at);
CREATE INDEX ix_document_instance_id ON document (instance_id);
CREATE INDEX ix_document_sha256 ON document (sha256);
CREATE INDEX ix_person_name ON person (name);
CREATE INDEX ix_person_unit_key ON person (unit_key);
CREATE INDEX ix_process_instance_definition_id ON process_instance (definition_id);
CREATE INDEX ix_process_instance_starter_id ON process_instance (starter_id);
CREATE INDEX ix_process_instance_status_process_instance_started_at ON process_instance (status, started_at);
CREATE INDEX ix_process_instance_subject_id ON process_instance (subject_id);
CREATE INDEX ix_process_instance_unit_key_process_instance_status ON process_instance (unit_key, status);
CREATE INDEX ix_fact_person_id_fact_kind_fact_valid_from ON fact (person_id, kind, valid_from);
CREATE INDEX ix_incident_instance_id_incident_status ON incident (instance_id, status);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_membership_role_key_membership_unit_key ON membership (role_key, unit_key);
CREATE INDEX ix_subscription_name_subscription_key ON subscription (name, "key");
CREATE INDEX ix_substitution_absent_id ON substitution (absent_id);
CREATE INDEX ix_substitution_substitute_id ON substitution (substitute_id);
CREATE INDEX ix_task_completed_by_id_task_instance_id ON task (completed_by_id, instance_id);
CREATE INDEX ix_task_inbox ON task (assignee_id, status, due_order, id);
CREATE INDEX ix_task_instance_id_task_ref ON task (instance_id, ref);
CREATE INDEX ix_task_candidate_inbox ON task_candidate (role_key, unit_key, free, due_at, task_id);
COMMIT;
