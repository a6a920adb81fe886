--
-- PostgreSQL database dump
--

\restrict b5X4YAzkP8HJQaCIffeaMv0AQnjkRkY0qVI5wIB3MsoHGvsRBk05D2tsfeeoGeg

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA public;


--
-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA public IS 'standard public schema';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: audit_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_event (
    id bigint NOT NULL,
    instance_id bigint,
    seq bigint,
    kind character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint,
    on_behalf_of_id bigint,
    mandate character varying,
    person_id bigint,
    task_id bigint,
    element character varying,
    digest character varying,
    commitments text NOT NULL,
    prev_hash character varying NOT NULL,
    hash character varying NOT NULL
);


--
-- Name: audit_payload; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_payload (
    event_id bigint NOT NULL,
    part character varying NOT NULL,
    salt character varying,
    content text,
    erased_at timestamp with time zone,
    erased_by_id bigint
);


--
-- Name: counter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.counter (
    series character varying NOT NULL,
    value bigint NOT NULL
);


--
-- Name: definition_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.definition_file (
    definition_id bigint NOT NULL,
    path character varying NOT NULL,
    content bytea NOT NULL
);


--
-- Name: document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.document (
    id bigint NOT NULL,
    sha256 character varying NOT NULL,
    name character varying NOT NULL,
    media_type character varying NOT NULL,
    size bigint NOT NULL,
    instance_id bigint,
    task_id bigint,
    uploaded_by bigint,
    uploaded_at timestamp with time zone NOT NULL
);


--
-- Name: document_content; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.document_content (
    sha256 character varying NOT NULL,
    content bytea NOT NULL
);


--
-- Name: fact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fact (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    kind character varying NOT NULL,
    value text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source character varying NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);


--
-- Name: holiday; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.holiday (
    day date NOT NULL,
    name character varying NOT NULL,
    kind character varying NOT NULL
);


--
-- Name: incident; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.incident (
    id bigint NOT NULL,
    instance_id bigint NOT NULL,
    ref bigint,
    job_id bigint,
    element character varying,
    code character varying NOT NULL,
    "values" text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    status character varying NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id bigint
);


--
-- Name: job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.job (
    id bigint NOT NULL,
    type character varying NOT NULL,
    key character varying NOT NULL,
    instance_id bigint,
    ref bigint,
    element character varying,
    payload text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    status character varying NOT NULL,
    attempts_left bigint NOT NULL,
    lease bigint NOT NULL,
    lease_until timestamp with time zone,
    last_error character varying
);


--
-- Name: letter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.letter (
    id bigint NOT NULL,
    key character varying NOT NULL,
    instance_id bigint NOT NULL,
    template character varying NOT NULL,
    number character varying NOT NULL,
    document_id bigint,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: letter_counter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.letter_counter (
    classification character varying NOT NULL,
    year bigint NOT NULL,
    last bigint NOT NULL
);


--
-- Name: login_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.login_attempt (
    id bigint NOT NULL,
    login_digest character varying NOT NULL,
    source character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    succeeded boolean NOT NULL
);


--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    role_key character varying NOT NULL,
    unit_key character varying,
    since date NOT NULL,
    until date
);


--
-- Name: message; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.message (
    id bigint NOT NULL,
    name character varying NOT NULL,
    key character varying NOT NULL,
    message_id character varying,
    payload text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sender_id bigint,
    taken_by_id bigint,
    taken_ref bigint
);


--
-- Name: notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    code character varying NOT NULL,
    "values" text NOT NULL,
    instance_id bigint,
    task_id bigint,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone
);


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id bigint NOT NULL,
    name character varying NOT NULL,
    nip character varying,
    nik character varying,
    email character varying,
    login character varying NOT NULL,
    password_hash character varying,
    unit_key character varying,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    locale character varying NOT NULL
);


--
-- Name: process_definition; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.process_definition (
    id bigint NOT NULL,
    key character varying NOT NULL,
    version bigint NOT NULL,
    digest character varying NOT NULL,
    title character varying NOT NULL,
    properties text NOT NULL,
    compiled text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by_id bigint,
    reason character varying NOT NULL
);


--
-- Name: process_instance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.process_instance (
    id bigint NOT NULL,
    definition_id bigint NOT NULL,
    number character varying NOT NULL,
    title character varying NOT NULL,
    status character varying NOT NULL,
    subject_id bigint,
    starter_id bigint,
    unit_key character varying,
    zone character varying NOT NULL,
    working_days bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_event character varying,
    state text NOT NULL,
    variables text NOT NULL,
    revision bigint NOT NULL,
    event_count bigint NOT NULL,
    head_hash character varying NOT NULL
);


--
-- Name: role; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.role (
    key character varying NOT NULL,
    label character varying NOT NULL,
    label_en character varying NOT NULL,
    kind character varying NOT NULL,
    unit_key character varying
);


--
-- Name: setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.setting (
    key character varying NOT NULL,
    value text NOT NULL
);


--
-- Name: subscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscription (
    instance_id bigint NOT NULL,
    ref bigint NOT NULL,
    element character varying NOT NULL,
    name character varying NOT NULL,
    key character varying NOT NULL
);


--
-- Name: substitution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.substitution (
    id bigint NOT NULL,
    absent_id bigint,
    substitute_id bigint NOT NULL,
    role_key character varying,
    unit_key character varying,
    kind character varying NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    letter character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task (
    id bigint NOT NULL,
    instance_id bigint NOT NULL,
    ref bigint NOT NULL,
    scope_ref bigint NOT NULL,
    element character varying NOT NULL,
    name character varying NOT NULL,
    form_id character varying,
    process_key character varying NOT NULL,
    unit_key character varying,
    subject_id bigint,
    assignee_id bigint,
    personal boolean NOT NULL,
    priority bigint NOT NULL,
    due_at timestamp with time zone,
    due_order timestamp with time zone NOT NULL,
    follow_up_at timestamp with time zone,
    status character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    completed_at timestamp with time zone,
    completed_by_id bigint,
    on_behalf_of_id bigint,
    outcome character varying
);


--
-- Name: task_candidate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_candidate (
    task_id bigint NOT NULL,
    role_key character varying NOT NULL,
    unit_key character varying NOT NULL,
    free boolean NOT NULL,
    due_at timestamp with time zone NOT NULL
);


--
-- Name: task_exclusion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.task_exclusion (
    task_id bigint NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: unit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.unit (
    key character varying NOT NULL,
    name character varying NOT NULL,
    parent_key character varying,
    zone character varying NOT NULL,
    working_days bigint NOT NULL
);


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0001');


--
-- Data for Name: audit_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_event VALUES (1882557714576074444, NULL, NULL, 'unit_opened', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"unit":"398488ab23283f2cce7b49a08fe71e439ffc9440d2df3cd3e10a5c0589c26575"}', '0000000000000000000000000000000000000000000000000000000000000000', '4230a7943024eb0f76a72ead472e3f2e10d2da5d1e0a6185c651046e5cf3a865');
INSERT INTO public.audit_event VALUES (1882557714606605626, NULL, NULL, 'unit_opened', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"unit":"ae4b7f058062520a9faab6c570b7304bb04ceed5c49263c8106dd970c44c872b"}', '0000000000000000000000000000000000000000000000000000000000000000', '494675c4f18f98c5a8a6694b04c4ea868b2cc4f69567202dc8ad322d6c43fabf');
INSERT INTO public.audit_event VALUES (1882557714621154601, NULL, NULL, 'unit_opened', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"unit":"a37e005297d8ba1162e990b95ee7977ef7dae485b68898a1cec5b9e035adf123"}', '0000000000000000000000000000000000000000000000000000000000000000', '53fbbea4eee0bbce0a8b63e86cd5ca967f13126a070bcaa057e3c89d9c593ba1');
INSERT INTO public.audit_event VALUES (1882557714642276844, NULL, NULL, 'unit_opened', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"unit":"835b483b859ade34a3963113c77956b205edc93b3e1a2c7c0f8cafcb187fa9a4"}', '0000000000000000000000000000000000000000000000000000000000000000', 'fd44346765f398a1ac2c6a95a77b505a9edcdf6064bbcf93f89f3556b0fa0ac2');
INSERT INTO public.audit_event VALUES (1882557714657393951, NULL, NULL, 'unit_opened', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"unit":"27b5059ccef2e1e3fc00550f9e195163626f4ea11b872b21d1f6a55e0dc2ebc3"}', '0000000000000000000000000000000000000000000000000000000000000000', '9a9dd35d7fc7a544770f7278b9000ca1e0ef47d19c06cd845435395aa143ad1a');
INSERT INTO public.audit_event VALUES (1882557714668843400, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"a906ecb3cfde8c76d9d7cd153858606086a4730e5895495387a6403b22f0dec6"}', '0000000000000000000000000000000000000000000000000000000000000000', 'fee82e885838432d61ccd8564e493d0d064942bde957c6f0a9359915ff900b63');
INSERT INTO public.audit_event VALUES (1882557714680564282, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"e44700ade48a69edd3914e7c3a0fb3492b8c9290721af5ef90655875b8d4e2de"}', '0000000000000000000000000000000000000000000000000000000000000000', 'a12e3aba2a3f04114795b7b4ddca0b5add6b97feb485678cdb3e14b3b210b386');
INSERT INTO public.audit_event VALUES (1882557714691346926, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"bd905a04851f3ab2e59f814c26b6d2ad6ca490d5c8c922359e28e9c877d84fd0"}', '0000000000000000000000000000000000000000000000000000000000000000', 'e2255dea46a73dbb8388adb209d1253387c44018aa87f812e6e03507005e6166');
INSERT INTO public.audit_event VALUES (1882557714702055066, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"7463b7b9e65421978b931bd7ad8e709074d4c230a06131c806c20261d99b6372"}', '0000000000000000000000000000000000000000000000000000000000000000', '2644210252d4ee4426efa120f4330bce7b33a76464842f2089ad88c5ed50ef29');
INSERT INTO public.audit_event VALUES (1882557714716545722, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"a7f5fb947aedd362a098caffec36595c1187478d2f952da3d8d6997ab6d6e10b"}', '0000000000000000000000000000000000000000000000000000000000000000', 'b5e7923132bb840f5977d6dc4210b7a759cb70f23132e09a69623bd1960b4071');
INSERT INTO public.audit_event VALUES (1882557714721341198, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"02ce8d157bee9245912389e79f3ef4614b4247085db33b781f984778a601d86d"}', '0000000000000000000000000000000000000000000000000000000000000000', '6aa9e92808cd44881de60d2127be69e7f5e4f1c15a77c50aa4cd90503e230b67');
INSERT INTO public.audit_event VALUES (1882557714729557948, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"229864e2404cfeca0779f2be35c63b5c647af2507ceb3a46412bbca8c05f3f21"}', '0000000000000000000000000000000000000000000000000000000000000000', 'eb37d777c8884d2c9b3ae6716f91cb86dbfd9d0f59982692c0d5055fdb4c1285');
INSERT INTO public.audit_event VALUES (1882557714739959492, NULL, NULL, 'role_defined', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"role":"22d0300f3dbf52fd43b8734fe5a8795a3aab7db50723b1f953d6513b52056377"}', '0000000000000000000000000000000000000000000000000000000000000000', 'f8041ed4c152d4fa16e09343f609f626a0a83d0ad44b2512d77774531940948d');
INSERT INTO public.audit_event VALUES (1882557714760432940, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714751833227, NULL, NULL, NULL, '{"person":"7af773f2acda43270b91676249c452ed1a2e97bfbab39ce919c8652e9d0e4764"}', '0000000000000000000000000000000000000000000000000000000000000000', '5936c28320f04a00f067cd7cc02605624913d8e2614d7d548e3e9e0a8ef69227');
INSERT INTO public.audit_event VALUES (1882557714775619985, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714768950684, NULL, NULL, NULL, '{"person":"e2d010ec608471119fb327ba4a2432f931ba8d0629be95d433da78600b789cee"}', '0000000000000000000000000000000000000000000000000000000000000000', '73676cf476105b50e89e28b7f86dc37471b149d8747a1652c20595823cca7900');
INSERT INTO public.audit_event VALUES (1882557714783567392, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714778601119, NULL, NULL, NULL, '{"person":"da5414a1a0724c6fe89c23acf7a07c019325d74e5b0696cabf13cc01b1f69b98"}', '0000000000000000000000000000000000000000000000000000000000000000', '30c6f406c24a2cd8c9f639c9959f4e8496e92df8d715b9c9ca7e64c617d0bc43');
INSERT INTO public.audit_event VALUES (1882557714792664897, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714791740964, NULL, NULL, NULL, '{"person":"c45c8564ccc16f54daf871f290c701250772c3e92bda7a3e4eb79fd498e551e8"}', '0000000000000000000000000000000000000000000000000000000000000000', '4cd09f768cb1e182ca39897a4c8e9dead7d835906a8afefadeb45664b17c292d');
INSERT INTO public.audit_event VALUES (1882557714800363270, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714799667454, NULL, NULL, NULL, '{"person":"1600ae7f226bc6deaeab38103a43058b3d6116e0d9ee39b77a976dbcf7d6ebd4"}', '0000000000000000000000000000000000000000000000000000000000000000', 'e01baa1ecb2196c07d371c618af11ec98397ff3bb8b06813e6350c1aa9c954c8');
INSERT INTO public.audit_event VALUES (1882557714826780696, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714768950684, NULL, NULL, NULL, '{"membership":"15031a35723754beb2ceef7bf5ac00f4217ff671cb83ebec05a294f94505a7ed"}', '0000000000000000000000000000000000000000000000000000000000000000', '4b3e35314506d1e0cb308c96d5125adee56d6ceeededba526123d99b6bf550d5');
INSERT INTO public.audit_event VALUES (1882557714837826879, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714778601119, NULL, NULL, NULL, '{"membership":"169391786fe23044589a479e8f3eadc4351c59c4840f09572b76899a70124b34"}', '0000000000000000000000000000000000000000000000000000000000000000', 'e7a97f28ae823a4e7dfce141ddf614887ad40f8683441c3e195297b89bedb0d3');
INSERT INTO public.audit_event VALUES (1882557714846939761, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714791740964, NULL, NULL, NULL, '{"membership":"6aaf6ef5c4d7014285863a4c7c6e2e66885088cd8369a07d4acf3549d1e959df"}', '0000000000000000000000000000000000000000000000000000000000000000', 'a0dfed15c7376538d7d905582d52a06c5b3d634e31d6d22ead1ac350c7c82189');
INSERT INTO public.audit_event VALUES (1882557714863045146, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714799667454, NULL, NULL, NULL, '{"membership":"b7c85e56dda222b35d7f10d36bc3c7f02778e806d1d818de7223cb03d33dacdc"}', '0000000000000000000000000000000000000000000000000000000000000000', '3c86d80aa253edafceb88408a594d5153408896e3547743956656125c92a852e');
INSERT INTO public.audit_event VALUES (1882557714874502557, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714873159535, NULL, NULL, NULL, '{"person":"8eec12960807add818fc740979f619be94a2317abba224d3e0de70e82f9b2187"}', '0000000000000000000000000000000000000000000000000000000000000000', '3d8c72918c6f33108aadcabb63a634d7fce85f8461df7b52f0711ba0aa07e07f');
INSERT INTO public.audit_event VALUES (1882557714883258145, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714882207167, NULL, NULL, NULL, '{"person":"b704a3799c55a962c9d63b2802075f57abd9c62b2ec1533fe775de27d37f386f"}', '0000000000000000000000000000000000000000000000000000000000000000', '6177da4a11096bab17c191ee50e2f1cca3174ee9b4628a95cbef452e043ed142');
INSERT INTO public.audit_event VALUES (1882557714890765800, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714889649976, NULL, NULL, NULL, '{"person":"a3a0b772d33c6697ee57617ee45bf7f70ad2d1bb72426c49325226c3832bcd54"}', '0000000000000000000000000000000000000000000000000000000000000000', '4e4f36b52873174f46559d7d7928ba9fe91d0bca4678d3a45c8e089e8dc2b4b9');
INSERT INTO public.audit_event VALUES (1882557714893454400, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714893449981, NULL, NULL, NULL, '{"person":"a0ad4476c83f0e76a9ea8e7a8665cbb8c984c8b0c31728ebf7e65b3eac42735e"}', '0000000000000000000000000000000000000000000000000000000000000000', '1643bf946bd38a4a333786d0b1d8ce159c45928fe3eff0f5bee3d263e7f6aadf');
INSERT INTO public.audit_event VALUES (1882557714901609871, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714900616821, NULL, NULL, NULL, '{"person":"e911962c70ce1a699d940cea01d867254d85360b37b3be628fcf6c82d9c34afd"}', '0000000000000000000000000000000000000000000000000000000000000000', 'b218f717de19e23bc173bbd00b4c5a105781385a9ff1dfa79c67e38b02c69ad4');
INSERT INTO public.audit_event VALUES (1882557714905394586, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714904114101, NULL, NULL, NULL, '{"person":"a99901116fd12d5fda06466c33221b9b5aa44e670d00aa4dfb8e40cbeddcccdc"}', '0000000000000000000000000000000000000000000000000000000000000000', '47f10c630343c31389de814eb6841c2cc13a1f1e129844d08f5f21e5c57115a9');
INSERT INTO public.audit_event VALUES (1882557714914813571, NULL, NULL, 'person_admitted', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714913169692, NULL, NULL, NULL, '{"person":"62a42fd2bb464adc3d4f1939e3329b3edd7666f0a88efb094117df22ade65786"}', '0000000000000000000000000000000000000000000000000000000000000000', '126968413dfff0072fd46c93b12ce795af20b8aff98389acedae12a5e0e6062f');
INSERT INTO public.audit_event VALUES (1882557714930293249, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714873159535, NULL, NULL, NULL, '{"membership":"58506fe80140660860771ff0f583f907b0308dba4f10c827bc3e33eb89aab368"}', '0000000000000000000000000000000000000000000000000000000000000000', '1a85f1444e519c08c852f83f49591125d15d1e4d836b59e8d34e677bda383255');
INSERT INTO public.audit_event VALUES (1882557714949030664, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714882207167, NULL, NULL, NULL, '{"membership":"5242cbba621528443033287111a459cbe992b821f40310ea278eaec91be0bee5"}', '0000000000000000000000000000000000000000000000000000000000000000', '05d4c4b95e487050a6814a98d18c3ef110bea94216e6a3a79647a39c8d56aba0');
INSERT INTO public.audit_event VALUES (1882557714963642365, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714889649976, NULL, NULL, NULL, '{"membership":"d2af7d03ce094356061e5cb8b6418b2c2184b9d2370eecb80c75e04f473759df"}', '0000000000000000000000000000000000000000000000000000000000000000', 'b5a2131f841d9b157fcf88664b6135914bc368dc11c4a4609cf3db21e46fa041');
INSERT INTO public.audit_event VALUES (1882557714979008212, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714893449981, NULL, NULL, NULL, '{"membership":"9858f2992ec917d1674ac54e43ec4bf1d956b47d29d49973c35b060ba7fa72ef"}', '0000000000000000000000000000000000000000000000000000000000000000', '2533ccfdddd42088a68c9c9ccaba8603badd908656a3e1d9098bf359b24db8a2');
INSERT INTO public.audit_event VALUES (1882557714984911747, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714900616821, NULL, NULL, NULL, '{"membership":"63b74330b6e8ae9b87c66f2dabb89ff063bdbed9585a2402fba2ecd604f6a0ce"}', '0000000000000000000000000000000000000000000000000000000000000000', 'c1b104b1747b6b3b78e0f0bd4e8a619e35019437e1a3f63f87b9fa3ed8a24944');
INSERT INTO public.audit_event VALUES (1882557714993980860, NULL, NULL, 'person_appointed', '2026-07-08 02:00:00+00', NULL, NULL, NULL, 1882557714904114101, NULL, NULL, NULL, '{"membership":"3dc649a722eb8f21b3f01f1220b5c9f5a64a8b66d34479fdd1c1c915cbce8f6f"}', '0000000000000000000000000000000000000000000000000000000000000000', 'fd91b9f7516591231750aeace6b983a3605d62c2d08b2d91163e06dfc7c375b1');
INSERT INTO public.audit_event VALUES (1882557715073256043, NULL, NULL, 'definition_published', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', '{"definition":"1462934da361d39a83c75bcaa2765d66fba6130bdb59f2233864d41096aed83a"}', '0000000000000000000000000000000000000000000000000000000000000000', '9fe1b5ba586bb74ea95f008baf51778b74a66d13c4611a483209af241dfcdf0a');
INSERT INTO public.audit_event VALUES (1882557715124873733, NULL, NULL, 'definition_published', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, 'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859', '{"definition":"f4118af4346cc95a0c4ed50418fb4c6d23f2b10eaa0c7fd34381b5905a8b782d"}', '0000000000000000000000000000000000000000000000000000000000000000', '471069e7cb1865edb5be19ac90e6cee5d3537a705eb7c59f8c180494f6e3af04');
INSERT INTO public.audit_event VALUES (1882557715159670871, NULL, NULL, 'definition_published', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, '32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df', '{"definition":"8eb36bfb991170581e537f883a2900f6c3583dffadde34dd121426a3e322a22d"}', '0000000000000000000000000000000000000000000000000000000000000000', 'be7492ab43e366cb28d453ee72dfbdf69bbcf75820acd4aa1450359426478ab3');
INSERT INTO public.audit_event VALUES (1882557715311647736, 1882557715290745469, 0, 'instance_started', '2026-07-08 02:00:00+00', 1882557714751833227, NULL, NULL, 1882557714751833227, NULL, NULL, '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', '{"answer":"1de209662a6606550f6230994789249b7710d7a13d32cd10851e02c3af36be52","effects":"844342d4b886fc7438e8374f93a0786fe3243470792ca38438e81d65bd4731b1","evaluations":"669b1cdae7963007e0215f91454da3ea3dbc0b5682692d5767b5873b57efb84e","state":"cebe1517508e7e0bec4ccac51814753e0b875370930a93980e006208a388b089"}', '0000000000000000000000000000000000000000000000000000000000000000', '37decebb2ae7438d735d0e10159b8848344414693a9b8dc69457695b7225b3f4');
INSERT INTO public.audit_event VALUES (1882557715388466654, 1882557715376229429, 0, 'instance_started', '2026-07-08 02:00:00+00', 1882557714751833227, NULL, NULL, 1882557714751833227, NULL, NULL, '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', '{"answer":"16faf14fe76fe54d87aaa8c1827508fea59bda578ecaa84b26d8c37479f940b7","effects":"a225e4f332fb3ef8213ca9f2d68941c10579dd9acf0088aa8825103e4c6fddcb","evaluations":"fbd7c89d9ae901a085f4b35b3b78c3f90dae3053abcf25e3c9e9266d411abb0e","state":"b0aaa6208986411d0dcfec18dc4a98486dc63e79d27caafdf722de404123ba55"}', '0000000000000000000000000000000000000000000000000000000000000000', '7d2928e0a7576e74ad24368b2c726f7e20ba61234c371fbca0632704df1d3e2f');
INSERT INTO public.audit_event VALUES (1882557715431047329, 1882557715425637292, 0, 'instance_started', '2026-07-08 02:00:00+00', 1882557714751833227, NULL, NULL, 1882557714751833227, NULL, NULL, 'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859', '{"answer":"e20e2f87d2ded1d0f2173d8dc55fe12057bb6fb2eb94f0cc518855d1d74140d1","effects":"22f80ba318dbf7086d95a939cee53071c25d8c6f96bcc359a069d61979508c93","evaluations":"56951fd3d7edfbb2a8d9f8dc4f87c4f37539b29205b2949b1c3bbf4384082ff0","state":"3b91f04ee0c53a933ebde7bc22ecda9937eeaeda817b5382cc478b83c0840ed5"}', '0000000000000000000000000000000000000000000000000000000000000000', '2a1950e429002e8b8919122fcf871f500d7b9bf121fced6107891fa4ffc9df1a');
INSERT INTO public.audit_event VALUES (1882557715493164890, 1882557715488337894, 0, 'instance_started', '2026-07-08 02:00:00+00', 1882557714751833227, NULL, NULL, 1882557714751833227, NULL, NULL, '32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df', '{"answer":"5d2445ec09bc21db8345f0941dd45557b713be60909527dfc3db21b4cbdc6c26","effects":"6f633590a8549a2a0ada17092805dd40a797aea74ccffd6a63e737b97a5393a6","evaluations":"885104336f5764fe5fb2d2b1a5397ecfbf2f85297c60e0d25adc1758571e0640","state":"7bdc117aacb12ef4044f1ea22afde8261a47eb0773ef13dde045d063ae0b2428"}', '0000000000000000000000000000000000000000000000000000000000000000', '75bb0fdc5c02c9b955d8b85645694dfa752ed47fa1983e4673aa3bbce2bb0076');
INSERT INTO public.audit_event VALUES (1882557715615742706, 1882557715290745469, 1, 'task_completed', '2026-07-08 02:28:00+00', 1882557714768950684, NULL, NULL, 1882557714751833227, 4546108458990479596, 'verify', '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', '{"answer":"61b37cb8e57f93df4efe6e41e82fc84080863797e584f168cc804ee3151d4f17","effects":"7541629e065786c8c368704d31cd8cdf2f08331e722364a0361ac24aa8b5a8df","evaluations":"4bef41041e190f62a2545ed4556224067940d3799e05dee1747b90613c7c8bfa","right":"d18339f3418547939ebd63a7538c08e5a081bb89d4fa44dfa4835f9ae32aba28","state":"15509da7778972cd48943d3628b464f797990b5540ee7cf3055d58fa820bb236"}', '37decebb2ae7438d735d0e10159b8848344414693a9b8dc69457695b7225b3f4', '6f7c281cceecc671e95497e9026d00da2f2d2ceb20ca8c2644803169745cac65');
INSERT INTO public.audit_event VALUES (1882557715663418243, 1882557715290745469, 2, 'task_completed', '2026-07-08 02:28:00+00', 1882557714778601119, NULL, NULL, 1882557714751833227, 3435763083291036960, 'decide', '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', '{"answer":"9687e07cd4ee97e30170f0bb9e965f965c21765ffc8499de7df0d601cf65798b","effects":"ab46aa1f03360d2961091ac3b4ce6b14276d9594d267a5128ea88ba268266da1","evaluations":"99010785cab496725578b0a335bc252f89c57dfd569bc83d5ca84ee59c0a975b","right":"183c8933e73d6618b2394c10c63dd1aeab6c7844384fd96ba13eb46c9caa114e","state":"f194e93f49f6a80ae99d0ba4fb8c54afc8f3471d77f0bd2c33e7780eb57a760f"}', '6f7c281cceecc671e95497e9026d00da2f2d2ceb20ca8c2644803169745cac65', '7f627497893c17d13eaf23bd6369d2d96768801d95faaf7d07629a16450478ff');


--
-- Data for Name: audit_payload; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_payload VALUES (1882557714576074444, 'unit', 'fe8d02066d2428431d27b7f5d3d3e2b2', '{"key":"kota","name":"Kota Palembang","parent":null,"working_days":5,"zone":"Asia/Jakarta"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714606605626, 'unit', '3b587bf3525ea1748d580a6f518ec60e', '{"key":"setda","name":"Sekretariat Daerah","parent":"kota","working_days":5,"zone":"Asia/Jakarta"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714621154601, 'unit', '3721771db410d0a9ea1f94179c5926bb', '{"key":"bkpsdm","name":"BKPSDM","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714642276844, 'unit', '89608670b5f101ae50df93a88276cea4', '{"key":"dishub","name":"Dinas Perhubungan","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714657393951, 'unit', '008096efc98ee455fc980ce170c491ed', '{"key":"dinkes","name":"Dinas Kesehatan","parent":"setda","working_days":5,"zone":"Asia/Jakarta"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714668843400, 'role', 'c857040e42372112e91f0a9f3ceda79b', '{"key":"rank_officer","kind":"office","label":"Petugas kepangkatan","label_en":"Rank officer","unit":"bkpsdm"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714680564282, 'role', 'df5dbb7894ea7889cb933aec72d15e83', '{"key":"regional_secretary","kind":"office","label":"Sekretaris daerah","label_en":"Regional secretary","unit":"setda"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714691346926, 'role', 'e8015b376333bb9802424d1743616536', '{"key":"unit_head","kind":"unit","label":"Kepala OPD","label_en":"Head of unit","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714702055066, 'role', '5e1afd98a567196bed4dacc0a3d81642', '{"key":"unit_hr_officer","kind":"unit","label":"Pengelola kepegawaian OPD","label_en":"Unit HR officer","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714716545722, 'role', 'e432940e617648cd07a6e5628c9f192d', '{"key":"administrator","kind":"house","label":"Administrator","label_en":"Administrator","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714721341198, 'role', 'd6fbe80e31e9dda9f5fc7e306df0e0c4', '{"key":"designer","kind":"house","label":"Perancang prosedur","label_en":"Process designer","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714729557948, 'role', 'ed041a63c9c06d99d839767a63aa7135', '{"key":"operator","kind":"house","label":"Operator","label_en":"Operator","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714739959492, 'role', '868486fbf804b15497f3e95e88230bb2', '{"key":"auditor","kind":"house","label":"Auditor","label_en":"Auditor","unit":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714760432940, 'person', '5b8072171675dff7ac14d98f23a43423', '{"active":true,"email":null,"locale":"id","login":"199002282014022994","name":"Nurhayati","nik":null,"nip":"199002282014022994","unit_key":"dishub"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714775619985, 'person', '9b32c9e63bbc67cb3c8138d2ba5ed249', '{"active":true,"email":null,"locale":"id","login":"petugas","name":"Petugas Kepangkatan","nik":null,"nip":null,"unit_key":"bkpsdm"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714783567392, 'person', '1f4ba2e25f90932f578331d429365a46', '{"active":true,"email":null,"locale":"id","login":"kadis","name":"Kepala Dinas","nik":null,"nip":null,"unit_key":"dishub"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714792664897, 'person', '7545b624f32f4ec743d11b9e05052c85', '{"active":true,"email":null,"locale":"id","login":"sekda","name":"Sekretaris Daerah","nik":null,"nip":null,"unit_key":"setda"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714800363270, 'person', '9ab2085b6ba729b279b6dcaaa2593bcc', '{"active":true,"email":null,"locale":"id","login":"admin","name":"Administrator","nik":null,"nip":null,"unit_key":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714826780696, 'membership', 'f1e9d0840ee25fd974328ccdc9702fb9', '{"id":"1882557714818018543","role":"rank_officer","since":"2026-01-01","unit":"bkpsdm","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714837826879, 'membership', 'd34644cdac7ffbdc125c35aef5761734', '{"id":"1882557714831641174","role":"unit_head","since":"2026-01-01","unit":"dishub","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714846939761, 'membership', '8962b175b1c3fcbce0905ad3b54b4436', '{"id":"1882557714841704502","role":"regional_secretary","since":"2026-01-01","unit":"setda","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714863045146, 'membership', '655902dba9d2fee5b1fbed43820cce0a', '{"id":"1882557714857121558","role":"administrator","since":"2026-01-01","unit":null,"until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714874502557, 'person', '13f10f38f77b8a6c4b50b5388b948985', '{"active":true,"email":null,"locale":"id","login":"ratna","name":"Ratna Dewi","nik":null,"nip":null,"unit_key":"dishub"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714883258145, 'person', 'a16b219db8bab926cb1fc790d41bb82a', '{"active":true,"email":null,"locale":"id","login":"second","name":"Petugas Kedua","nik":null,"nip":null,"unit_key":"bkpsdm"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714890765800, 'person', '3886e7a294d03f89cf59e670e30fc522', '{"active":true,"email":null,"locale":"id","login":"boss","name":"Asisten Sekda","nik":null,"nip":null,"unit_key":"setda"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714893454400, 'person', 'c3b32ea24bc4f4e7425ffb2eec977ba8', '{"active":true,"email":null,"locale":"id","login":"operator","name":"Operator","nik":null,"nip":null,"unit_key":"setda"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714901609871, 'person', '6f68b1ba3371671f8be1a0eac195b38b', '{"active":true,"email":null,"locale":"id","login":"auditor","name":"Auditor","nik":null,"nip":null,"unit_key":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714905394586, 'person', '8d5dc34e498eb4ff8b21948c0b20f981', '{"active":true,"email":null,"locale":"id","login":"designer","name":"Perancang","nik":null,"nip":null,"unit_key":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714914813571, 'person', '5ee736b461ec8ec004556b3b19b3e5e1', '{"active":true,"email":null,"locale":"id","login":"stranger","name":"Orang Lain","nik":null,"nip":null,"unit_key":"dinkes"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714930293249, 'membership', '34928c41dadf04a07381d0177cde9476', '{"id":"1882557714925667843","role":"unit_hr_officer","since":"2026-01-01","unit":"dishub","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714949030664, 'membership', '6e840e029b0f6fea5a64ee4147f0fbe3', '{"id":"1882557714948651605","role":"rank_officer","since":"2026-01-01","unit":"bkpsdm","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714963642365, 'membership', '20a121c4273de6a33d4108e074d81ff7', '{"id":"1882557714960903147","role":"unit_head","since":"2026-01-01","unit":"setda","until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714979008212, 'membership', 'b0bc640c106b88c277c3c7d6b317dfda', '{"id":"1882557714977166360","role":"operator","since":"2026-01-01","unit":null,"until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714984911747, 'membership', 'e01d8e8fd4ed50080cd7e6f4c755377b', '{"id":"1882557714981265237","role":"auditor","since":"2026-01-01","unit":null,"until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557714993980860, 'membership', '5b11eaa580b69e887c3743a5e09fa256', '{"id":"1882557714993152998","role":"designer","since":"2026-01-01","unit":null,"until":null}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715073256043, 'definition', '04e4636d35611608d80ec5f66e349324', '{"key":"approval","reason":"uji","version":1}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715124873733, 'definition', '00d24e289dfe6a30a8d5702d8aa607b9', '{"key":"timed","reason":"uji","version":1}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715159670871, 'definition', '3d198a8c04672bfa65ce6c59e2211a45', '{"key":"waiter","reason":"uji","version":1}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715311647736, 'answer', '7efcae938856380a9bdb4ed47d6d702f', '{"request":{"topic":"naik pangkat"}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715311647736, 'evaluations', 'd73c984c45df908639f20d55ce391fc2', '[]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715311647736, 'effects', '7f73db84d7e552652d0c8cee7647d31f', '{"closed":[],"ended":null,"opened":[{"element":"verify","kind":"task","ref":2}],"thrown":[],"trail":["asked","asked__verify"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715663418243, 'effects', '6a71e8b643d3cff7030d95d6d2aacd33', '{"closed":[{"element":"decide","how":"completed","ref":4}],"ended":{"code":null,"element":"done","kind":"none"},"opened":[],"thrown":[],"trail":["decide","decide__done","done"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715311647736, 'state', '0bfafc87021e19a6824bb2b0d65dc59f', '{"state":{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715388466654, 'answer', '4341ccdf180c19d93f43e48b8799d5b4', '{"request":{"topic":"pindah unit"}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715388466654, 'evaluations', '839fee9b53093d91fb9232c7ea678689', '[]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715388466654, 'effects', '2955a3961af3160d08f8e792e3c006c2', '{"closed":[],"ended":null,"opened":[{"element":"verify","kind":"task","ref":2}],"thrown":[],"trail":["asked","asked__verify"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715388466654, 'state', '1abd53b8de5724679778d5a6ea7a75e6', '{"state":{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00002","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"pindah unit"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715431047329, 'answer', 'cb42ea72833bbe21ffe2329d030352d2', '{}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715431047329, 'evaluations', '4aef3af48b0d0d92e5023f700de7e471', '[]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715431047329, 'effects', '90d101e6ab899c5769d9b6b5cf703acf', '{"closed":[],"ended":null,"opened":[{"element":"answer","kind":"task","ref":2},{"element":"out","kind":"timer","ref":3},{"element":"day","kind":"timer","ref":4}],"thrown":[],"trail":["asked","asked__answer"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715431047329, 'state', '1129d492c017fbe0bbe97ead93e033f6', '{"state":{"format":1,"last":4,"tokens":[{"at":"answer","is":"ready","keep":{"flow":"asked__answer","open":2,"opened":true},"ref":2},{"at":"out","is":"waiting","keep":{"due":"2026-07-11T02:00:00+00:00","open":3,"opened":true},"of":2,"ref":3},{"at":"day","is":"waiting","keep":{"due":"2026-07-09T02:00:00+00:00","open":4,"opened":true},"of":2,"ref":4}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"TIM-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715493164890, 'answer', '31d6b938c4cc1d1c6559fc7c8a9573a8', '{"topic":"syarat"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715493164890, 'evaluations', 'd2ba2b8d84d7fea0a4ffef50646f1076', '[{"detail":{"what":"key"},"element":"wait","inputs":{"topic":"syarat"},"kind":"correlation","result":"syarat","rows":[],"source":"topic"}]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715493164890, 'effects', 'a88a30aac24c890c17509df908f95760', '{"closed":[],"ended":null,"opened":[{"element":"wait","key":"syarat","kind":"message","name":"terms","ref":2}],"thrown":[],"trail":["asked","asked__wait"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715493164890, 'state', '4c18d212f5bb9952864a4c7d8adfb4d0', '{"state":{"format":1,"last":2,"tokens":[{"at":"wait","is":"waiting","keep":{"flow":"asked__wait","key":"syarat","message":"terms","open":2,"opened":true},"ref":2}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"WAI-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"topic":"syarat"}}}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715615742706, 'answer', '364d418c2706c774d4716a5d180ad752', '{"verification":{"note":"lengkap","outcome":"ms"}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715615742706, 'right', '0edd0131fcebca3b628a83de2958abb9', '{"code":"role","letter":null,"on_behalf_of":null,"role":"rank_officer","unit":"bkpsdm"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715615742706, 'evaluations', '3689f6baa75173346fe822eac591b153', '[{"detail":{"flow":"complete_q__mend"},"element":"complete_q","inputs":{"verification.outcome":"ms"},"kind":"condition","result":false,"rows":[],"source":"verification.outcome = \"btl\""}]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715615742706, 'effects', '5e2228f8b569778ddef979eb3ee1397d', '{"closed":[{"element":"verify","how":"completed","ref":2}],"ended":null,"opened":[{"element":"decide","kind":"task","ref":4}],"thrown":[],"trail":["verify","verify__complete_q","complete_q","complete_q__decide"]}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715615742706, 'state', 'e29f98eb4fd85e0ca22399d1b6a020d1', '{"state":{"format":1,"last":4,"tokens":[{"at":"decide","is":"ready","keep":{"flow":"complete_q__decide","open":4,"opened":true},"ref":4}]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715663418243, 'answer', '4db1ddba25ed7ede62a2cd0b9f381f5a', '{"decision":{"outcome":"granted","reason":"memenuhi syarat"}}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715663418243, 'right', '77ace6a3ba3bf13d13030c27fc43b81e', '{"code":"role","letter":null,"on_behalf_of":null,"role":"unit_head","unit":"dishub"}', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715663418243, 'evaluations', '9016e5630ba2d2fd6b68e16798187f41', '[]', NULL, NULL);
INSERT INTO public.audit_payload VALUES (1882557715663418243, 'state', 'ba528bdc9b398b7158df979c07fc9814', '{"state":{"format":1,"last":5,"tokens":[]},"variables":{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"decision":{"outcome":"granted","reason":"memenuhi syarat"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}}', NULL, NULL);


--
-- Data for Name: counter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.counter VALUES ('APP-2026', 2);
INSERT INTO public.counter VALUES ('TIM-2026', 1);
INSERT INTO public.counter VALUES ('WAI-2026', 1);


--
-- Data for Name: definition_file; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.definition_file VALUES (1882557715067698251, 'approval.bpmn', '\x3c62706d6e3a646566696e6974696f6e7320786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226422207461726765744e616d6573706163653d2274223e3c62706d6e3a70726f636573732069643d22617070726f76616c22206e616d653d22617070726f76616c2220697345786563757461626c653d2274727565223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a70726f706572746965733e3c7a656562653a70726f7065727479206e616d653d22737461727461626c654279222076616c75653d2265766572796f6e65223e3c2f7a656562653a70726f70657274793e3c7a656562653a70726f7065727479206e616d653d227375626a656374222076616c75653d2273746172746572223e3c2f7a656562653a70726f70657274793e3c2f7a656562653a70726f706572746965733e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c62706d6e3a73746172744576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b656422206e616d653d2261736b6564223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a666f726d446566696e6974696f6e20666f726d49643d2261736b222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a73746172744576656e743e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2276657269667922206e616d653d22766572696679223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a666f726d446566696e6974696f6e20666f726d49643d22766572696679222f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d2272616e6b5f6f666669636572222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2264656369646522206e616d653d22646563696465223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a70726f706572746965733e3c7a656562653a70726f7065727479206e616d653d22736570617261746546726f6d222076616c75653d22766572696679222f3e3c2f7a656562653a70726f706572746965733e3c7a656562653a666f726d446566696e6974696f6e20666f726d49643d22646563696465222f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d22756e69745f68656164222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226d656e6422206e616d653d226d656e64223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a666f726d446566696e6974696f6e20666f726d49643d226d656e64222f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2061737369676e65653d223d7375626a6563742e6964222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a656e644576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22646f6e6522206e616d653d22646f6e65222f3e3c62706d6e3a6578636c75736976654761746577617920786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22636f6d706c6574655f7122206e616d653d22636f6d706c6574652071222064656661756c743d22636f6d706c6574655f715f5f646563696465222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b65645f5f7665726966792220736f757263655265663d2261736b656422207461726765745265663d22766572696679222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d227665726966795f5f636f6d706c6574655f712220736f757263655265663d2276657269667922207461726765745265663d22636f6d706c6574655f71222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22636f6d706c6574655f715f5f6d656e642220736f757263655265663d22636f6d706c6574655f7122207461726765745265663d226d656e64223e3c62706d6e3a636f6e646974696f6e45787072657373696f6e3e3d766572696669636174696f6e2e6f7574636f6d65203d202262746c223c2f62706d6e3a636f6e646974696f6e45787072657373696f6e3e3c2f62706d6e3a73657175656e6365466c6f773e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22636f6d706c6574655f715f5f6465636964652220736f757263655265663d22636f6d706c6574655f7122207461726765745265663d22646563696465222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226d656e645f5f7665726966792220736f757263655265663d226d656e6422207461726765745265663d22766572696679222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226465636964655f5f646f6e652220736f757263655265663d2264656369646522207461726765745265663d22646f6e65222f3e3c2f62706d6e3a70726f636573733e3c2f62706d6e3a646566696e6974696f6e733e');
INSERT INTO public.definition_file VALUES (1882557715067698251, 'forms/ask.form', '\x7b2274797065223a202264656661756c74222c20226964223a202261736b222c2022736368656d6156657273696f6e223a2031392c2022636f6d706f6e656e7473223a205b7b226964223a2022726571756573745f746f706963222c202274797065223a2022746578746669656c64222c20226b6579223a2022726571756573742e746f706963222c20226c6162656c223a2022726571756573742e746f706963222c202276616c6964617465223a207b227265717569726564223a20747275657d7d5d7d');
INSERT INTO public.definition_file VALUES (1882557715067698251, 'forms/verify.form', '\x7b2274797065223a202264656661756c74222c20226964223a2022766572696679222c2022736368656d6156657273696f6e223a2031392c2022636f6d706f6e656e7473223a205b7b226964223a2022766572696669636174696f6e5f6e6f7465222c202274797065223a2022746578746669656c64222c20226b6579223a2022766572696669636174696f6e2e6e6f7465222c20226c6162656c223a2022766572696669636174696f6e2e6e6f7465227d2c207b226964223a2022766572696669636174696f6e5f6f7574636f6d65222c202274797065223a2022726164696f222c20226b6579223a2022766572696669636174696f6e2e6f7574636f6d65222c20226c6162656c223a2022766572696669636174696f6e2e6f7574636f6d65222c202276616c756573223a205b7b226c6162656c223a20226d73222c202276616c7565223a20226d73227d2c207b226c6162656c223a202262746c222c202276616c7565223a202262746c227d5d2c202276616c6964617465223a207b227265717569726564223a20747275657d7d5d7d');
INSERT INTO public.definition_file VALUES (1882557715067698251, 'forms/decide.form', '\x7b2274797065223a202264656661756c74222c20226964223a2022646563696465222c2022736368656d6156657273696f6e223a2031392c2022636f6d706f6e656e7473223a205b7b226964223a20226465636973696f6e5f726561736f6e222c202274797065223a2022746578746669656c64222c20226b6579223a20226465636973696f6e2e726561736f6e222c20226c6162656c223a20226465636973696f6e2e726561736f6e222c202276616c6964617465223a207b227265717569726564223a20747275657d7d2c207b226964223a20226465636973696f6e5f6f7574636f6d65222c202274797065223a2022726164696f222c20226b6579223a20226465636973696f6e2e6f7574636f6d65222c20226c6162656c223a20226465636973696f6e2e6f7574636f6d65222c202276616c756573223a205b7b226c6162656c223a20226772616e746564222c202276616c7565223a20226772616e746564227d2c207b226c6162656c223a202272656675736564222c202276616c7565223a202272656675736564227d5d2c202276616c6964617465223a207b227265717569726564223a20747275657d7d5d7d');
INSERT INTO public.definition_file VALUES (1882557715067698251, 'forms/mend.form', '\x7b2274797065223a202264656661756c74222c20226964223a20226d656e64222c2022736368656d6156657273696f6e223a2031392c2022636f6d706f6e656e7473223a205b7b226964223a2022726571756573745f746f706963222c202274797065223a2022746578746669656c64222c20226b6579223a2022726571756573742e746f706963222c20226c6162656c223a2022726571756573742e746f706963222c202276616c6964617465223a207b227265717569726564223a20747275657d7d5d7d');
INSERT INTO public.definition_file VALUES (1882557715124321669, 'timed.bpmn', '\x3c62706d6e3a646566696e6974696f6e7320786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226422207461726765744e616d6573706163653d2274223e3c62706d6e3a70726f636573732069643d2274696d656422206e616d653d2274696d65642220697345786563757461626c653d2274727565223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a70726f706572746965733e3c7a656562653a70726f7065727479206e616d653d22737461727461626c654279222076616c75653d2265766572796f6e65223e3c2f7a656562653a70726f70657274793e3c7a656562653a70726f7065727479206e616d653d227375626a656374222076616c75653d2273746172746572223e3c2f7a656562653a70726f70657274793e3c2f7a656562653a70726f706572746965733e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22616e7377657222206e616d653d22616e73776572223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d2272616e6b5f6f666669636572222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226c61746522206e616d653d226c617465223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d2272616e6b5f6f666669636572222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2272656d696e6422206e616d653d2272656d696e64223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d2272616e6b5f6f666669636572222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a626f756e646172794576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226f757422206e616d653d226f757422206174746163686564546f5265663d22616e73776572222063616e63656c41637469766974793d2274727565223e3c62706d6e3a74696d65724576656e74446566696e6974696f6e3e3c62706d6e3a74696d654475726174696f6e3e5033443c2f62706d6e3a74696d654475726174696f6e3e3c2f62706d6e3a74696d65724576656e74446566696e6974696f6e3e3c2f62706d6e3a626f756e646172794576656e743e3c62706d6e3a626f756e646172794576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2264617922206e616d653d2264617922206174746163686564546f5265663d22616e73776572222063616e63656c41637469766974793d2266616c7365223e3c62706d6e3a74696d65724576656e74446566696e6974696f6e3e3c62706d6e3a74696d654475726174696f6e3e5031443c2f62706d6e3a74696d654475726174696f6e3e3c2f62706d6e3a74696d65724576656e74446566696e6974696f6e3e3c2f62706d6e3a626f756e646172794576656e743e3c62706d6e3a73746172744576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b656422206e616d653d2261736b6564222f3e3c62706d6e3a656e644576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22646f6e6522206e616d653d22646f6e65222f3e3c62706d6e3a656e644576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22746f6f5f6c61746522206e616d653d22746f6f206c617465222f3e3c62706d6e3a656e644576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2272656d696e64656422206e616d653d2272656d696e646564222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b65645f5f616e737765722220736f757263655265663d2261736b656422207461726765745265663d22616e73776572222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22616e737765725f5f646f6e652220736f757263655265663d22616e7377657222207461726765745265663d22646f6e65222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226f75745f5f6c6174652220736f757263655265663d226f757422207461726765745265663d226c617465222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226c6174655f5f746f6f5f6c6174652220736f757263655265663d226c61746522207461726765745265663d22746f6f5f6c617465222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226461795f5f72656d696e642220736f757263655265663d2264617922207461726765745265663d2272656d696e64222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2272656d696e645f5f72656d696e6465642220736f757263655265663d2272656d696e6422207461726765745265663d2272656d696e646564222f3e3c2f62706d6e3a70726f636573733e3c2f62706d6e3a646566696e6974696f6e733e');
INSERT INTO public.definition_file VALUES (1882557715158383355, 'waiter.bpmn', '\x3c62706d6e3a646566696e6974696f6e7320786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d226422207461726765744e616d6573706163653d2274223e3c62706d6e3a6d6573736167652069643d226d22206e616d653d227465726d73223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a737562736372697074696f6e20636f7272656c6174696f6e4b65793d223d746f706963223e3c2f7a656562653a737562736372697074696f6e3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a6d6573736167653e3c62706d6e3a70726f636573732069643d2277616974657222206e616d653d227761697465722220697345786563757461626c653d2274727565223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a70726f706572746965733e3c7a656562653a70726f7065727479206e616d653d22737461727461626c654279222076616c75653d2265766572796f6e65223e3c2f7a656562653a70726f70657274793e3c7a656562653a70726f7065727479206e616d653d227375626a656374222076616c75653d2273746172746572223e3c2f7a656562653a70726f70657274793e3c2f7a656562653a70726f706572746965733e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c62706d6e3a73746172744576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b656422206e616d653d2261736b6564223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a666f726d446566696e6974696f6e20666f726d49643d2261736b222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a73746172744576656e743e3c62706d6e3a726563656976655461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d227761697422206e616d653d227761697422206d6573736167655265663d226d222f3e3c62706d6e3a757365725461736b20786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22746f6c6422206e616d653d22746f6c64223e3c62706d6e3a657874656e73696f6e456c656d656e74733e3c7a656562653a757365725461736b2f3e3c7a656562653a61737369676e6d656e74446566696e6974696f6e2063616e64696461746547726f7570733d2272616e6b5f6f666669636572222f3e3c2f62706d6e3a657874656e73696f6e456c656d656e74733e3c2f62706d6e3a757365725461736b3e3c62706d6e3a656e644576656e7420786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22646f6e6522206e616d653d22646f6e65222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d2261736b65645f5f776169742220736f757263655265663d2261736b656422207461726765745265663d2277616974222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22776169745f5f746f6c642220736f757263655265663d227761697422207461726765745265663d22746f6c64222f3e3c62706d6e3a73657175656e6365466c6f7720786d6c6e733a62706d6e3d22687474703a2f2f7777772e6f6d672e6f72672f737065632f42504d4e2f32303130303532342f4d4f44454c2220786d6c6e733a7a656562653d22687474703a2f2f63616d756e64612e6f72672f736368656d612f7a656562652f312e302220786d6c6e733a7873693d22687474703a2f2f7777772e77332e6f72672f323030312f584d4c536368656d612d696e7374616e6365222069643d22746f6c645f5f646f6e652220736f757263655265663d22746f6c6422207461726765745265663d22646f6e65222f3e3c2f62706d6e3a70726f636573733e3c2f62706d6e3a646566696e6974696f6e733e');
INSERT INTO public.definition_file VALUES (1882557715158383355, 'forms/ask.form', '\x7b2274797065223a202264656661756c74222c20226964223a202261736b222c2022736368656d6156657273696f6e223a2031392c2022636f6d706f6e656e7473223a205b7b226964223a2022746f706963222c202274797065223a2022746578746669656c64222c20226b6579223a2022746f706963222c20226c6162656c223a2022746f706963222c202276616c6964617465223a207b227265717569726564223a20747275657d7d5d7d');


--
-- Data for Name: document; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: document_content; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fact; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: holiday; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: incident; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: job; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.job VALUES (4188737268364668969, 'timer_due', 'timer-1882557715425637292-3-1882557715431047329', 1882557715425637292, 3, 'out', '{}', '2026-07-11 02:00:00+00', 'pending', 3, 0, NULL, NULL);
INSERT INTO public.job VALUES (2715792154143979751, 'timer_due', 'timer-1882557715425637292-4-1882557715431047329', 1882557715425637292, 4, 'day', '{}', '2026-07-09 02:00:00+00', 'pending', 3, 0, NULL, NULL);


--
-- Data for Name: letter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: letter_counter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: login_attempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membership; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.membership VALUES (1882557714818018543, 1882557714768950684, 'rank_officer', 'bkpsdm', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714831641174, 1882557714778601119, 'unit_head', 'dishub', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714841704502, 1882557714791740964, 'regional_secretary', 'setda', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714857121558, 1882557714799667454, 'administrator', NULL, '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714925667843, 1882557714873159535, 'unit_hr_officer', 'dishub', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714948651605, 1882557714882207167, 'rank_officer', 'bkpsdm', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714960903147, 1882557714889649976, 'unit_head', 'setda', '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714977166360, 1882557714893449981, 'operator', NULL, '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714981265237, 1882557714900616821, 'auditor', NULL, '2026-01-01', NULL);
INSERT INTO public.membership VALUES (1882557714993152998, 1882557714904114101, 'designer', NULL, '2026-01-01', NULL);


--
-- Data for Name: message; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notice; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notice VALUES (1882557715681012669, 1882557714751833227, 'case_ended', '{"number":"APP-2026-00001"}', 1882557715290745469, NULL, '2026-07-08 02:28:00+00', NULL);


--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES (1882557714751833227, 'Nurhayati', '199002282014022994', NULL, NULL, '199002282014022994', NULL, 'dishub', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714768950684, 'Petugas Kepangkatan', NULL, NULL, NULL, 'petugas', NULL, 'bkpsdm', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714778601119, 'Kepala Dinas', NULL, NULL, NULL, 'kadis', NULL, 'dishub', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714791740964, 'Sekretaris Daerah', NULL, NULL, NULL, 'sekda', NULL, 'setda', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714799667454, 'Administrator', NULL, NULL, NULL, 'admin', NULL, NULL, true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714873159535, 'Ratna Dewi', NULL, NULL, NULL, 'ratna', NULL, 'dishub', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714882207167, 'Petugas Kedua', NULL, NULL, NULL, 'second', NULL, 'bkpsdm', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714889649976, 'Asisten Sekda', NULL, NULL, NULL, 'boss', NULL, 'setda', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714893449981, 'Operator', NULL, NULL, NULL, 'operator', NULL, 'setda', true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714900616821, 'Auditor', NULL, NULL, NULL, 'auditor', NULL, NULL, true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714904114101, 'Perancang', NULL, NULL, NULL, 'designer', NULL, NULL, true, '2026-07-08 02:00:00+00', 'id');
INSERT INTO public.person VALUES (1882557714913169692, 'Orang Lain', NULL, NULL, NULL, 'stranger', NULL, 'dinkes', true, '2026-07-08 02:00:00+00', 'id');


--
-- Data for Name: process_definition; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.process_definition VALUES (1882557715067698251, 'approval', 1, '9f560d8e3d40d835759d2ee8bf66188bf20cd02ef62f32e51ff26ad48ba02e02', 'approval', '{"startableBy":"everyone","subject":"starter"}', '{"flows":[{"condition":null,"id":"asked__verify","name":"","source":"asked","target":"verify"},{"condition":null,"id":"verify__complete_q","name":"","source":"verify","target":"complete_q"},{"condition":"verification.outcome = \"btl\"","id":"complete_q__mend","name":"","source":"complete_q","target":"mend"},{"condition":null,"id":"complete_q__decide","name":"","source":"complete_q","target":"decide"},{"condition":null,"id":"mend__verify","name":"","source":"mend","target":"verify"},{"condition":null,"id":"decide__done","name":"","source":"decide","target":"done"}],"main":"approval","nodes":[{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"ask","hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"verify","hand_back":true,"hand_in":true,"headers":{},"id":"verify","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"verify","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"unit_head","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"decide","hand_back":true,"hand_in":true,"headers":{},"id":"decide","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"decide","outputs":[],"priority":null,"process":"approval","properties":{"separateFrom":"verify"},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":["verify"]},{"assignment":{"assignee":"=subject.id","candidate_groups":null,"candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":"mend","hand_back":true,"hand_in":true,"headers":{},"id":"mend","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"mend","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"approval","decision":null,"default":"complete_q__decide","documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"approval.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"complete_q","inputs":[],"job_type":null,"kind":"exclusive_gateway","lane":null,"legal_basis":null,"loop":null,"name":"complete q","outputs":[],"priority":null,"process":"approval","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"approval.bpmn","foreign":null,"id":"approval","lanes":[],"name":"approval","properties":{"startableBy":"everyone","subject":"starter"},"start_form":"ask","version_tag":null}]}', '2026-07-08 02:00:00+00', NULL, 'uji');
INSERT INTO public.process_definition VALUES (1882557715124321669, 'timed', 1, 'b03c0fc01b79c7cfd1a0b3cc6dccf7f2e0cd4ccd5e6895ab7b7cd90521cf2859', 'timed', '{"startableBy":"everyone","subject":"starter"}', '{"flows":[{"condition":null,"id":"asked__answer","name":"","source":"asked","target":"answer"},{"condition":null,"id":"answer__done","name":"","source":"answer","target":"done"},{"condition":null,"id":"out__late","name":"","source":"out","target":"late"},{"condition":null,"id":"late__too_late","name":"","source":"late","target":"too_late"},{"condition":null,"id":"day__remind","name":"","source":"day","target":"remind"},{"condition":null,"id":"remind__reminded","name":"","source":"remind","target":"reminded"}],"main":"timed","nodes":[{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"answer","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"answer","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"late","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"late","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"remind","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"remind","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":"answer","binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"timer","message":null,"time":"P3D","timer":"duration"},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"out","inputs":[],"job_type":null,"kind":"boundary_event","lane":null,"legal_basis":null,"loop":null,"name":"out","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":"answer","binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":false,"key":null,"kind":"timer","message":null,"time":"P1D","timer":"duration"},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"day","inputs":[],"job_type":null,"kind":"boundary_event","lane":null,"legal_basis":null,"loop":null,"name":"day","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"too_late","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"too late","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"timed","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"timed.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"reminded","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"reminded","outputs":[],"priority":null,"process":"timed","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"timed.bpmn","foreign":null,"id":"timed","lanes":[],"name":"timed","properties":{"startableBy":"everyone","subject":"starter"},"start_form":null,"version_tag":null}]}', '2026-07-08 02:00:00+00', NULL, 'uji');
INSERT INTO public.process_definition VALUES (1882557715158383355, 'waiter', 1, '32f3a09aac8c63bf6771448d3cf5eeb120dd95757d2eb0e4898ab592a1d938df', 'waiter', '{"startableBy":"everyone","subject":"starter"}', '{"flows":[{"condition":null,"id":"asked__wait","name":"","source":"asked","target":"wait"},{"condition":null,"id":"wait__told","name":"","source":"wait","target":"told"},{"condition":null,"id":"told__done","name":"","source":"told","target":"done"}],"main":"waiter","nodes":[{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":"ask","hand_back":true,"hand_in":true,"headers":{},"id":"asked","inputs":[],"job_type":null,"kind":"start_event","lane":null,"legal_basis":null,"loop":null,"name":"asked","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":"=topic","kind":"message","message":"terms","time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"wait","inputs":[],"job_type":null,"kind":"receive_task","lane":null,"legal_basis":null,"loop":null,"name":"wait","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]},{"assignment":{"assignee":null,"candidate_groups":"rank_officer","candidate_users":null},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"told","inputs":[],"job_type":null,"kind":"user_task","lane":null,"legal_basis":null,"loop":null,"name":"told","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{"due":null,"follow_up":null},"script":null,"separate_from":[]},{"assignment":{},"attached_to":null,"binding":"deployment","called":null,"container":"waiter","decision":null,"default":null,"documentation":"","event":{"code":null,"interrupting":true,"key":null,"kind":"none","message":null,"time":null,"timer":null},"file":"waiter.bpmn","form":null,"hand_back":true,"hand_in":true,"headers":{},"id":"done","inputs":[],"job_type":null,"kind":"end_event","lane":null,"legal_basis":null,"loop":null,"name":"done","outputs":[],"priority":null,"process":"waiter","properties":{},"result":null,"retries":null,"schedule":{},"script":null,"separate_from":[]}],"processes":[{"documentation":"","file":"waiter.bpmn","foreign":null,"id":"waiter","lanes":[],"name":"waiter","properties":{"startableBy":"everyone","subject":"starter"},"start_form":"ask","version_tag":null}]}', '2026-07-08 02:00:00+00', NULL, 'uji');


--
-- Data for Name: process_instance; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.process_instance VALUES (1882557715376229429, 1882557715067698251, 'APP-2026-00002', 'approval', 'running', 1882557714751833227, 1882557714751833227, 'dishub', 'Asia/Jakarta', 5, '2026-07-08 02:00:00+00', NULL, NULL, '{"format":1,"last":2,"tokens":[{"at":"verify","is":"ready","keep":{"flow":"asked__verify","open":2,"opened":true},"ref":2}]}', '{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00002","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"request":{"topic":"pindah unit"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}', 2, 1, '7d2928e0a7576e74ad24368b2c726f7e20ba61234c371fbca0632704df1d3e2f');
INSERT INTO public.process_instance VALUES (1882557715425637292, 1882557715124321669, 'TIM-2026-00001', 'timed', 'running', 1882557714751833227, 1882557714751833227, 'dishub', 'Asia/Jakarta', 5, '2026-07-08 02:00:00+00', NULL, NULL, '{"format":1,"last":4,"tokens":[{"at":"answer","is":"ready","keep":{"flow":"asked__answer","open":2,"opened":true},"ref":2},{"at":"out","is":"waiting","keep":{"due":"2026-07-11T02:00:00+00:00","open":3,"opened":true},"of":2,"ref":3},{"at":"day","is":"waiting","keep":{"due":"2026-07-09T02:00:00+00:00","open":4,"opened":true},"of":2,"ref":4}]}', '{"0":{"in":null,"vars":{"case":{"number":"TIM-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"}}}}', 2, 1, '2a1950e429002e8b8919122fcf871f500d7b9bf121fced6107891fa4ffc9df1a');
INSERT INTO public.process_instance VALUES (1882557715488337894, 1882557715158383355, 'WAI-2026-00001', 'waiter', 'running', 1882557714751833227, 1882557714751833227, 'dishub', 'Asia/Jakarta', 5, '2026-07-08 02:00:00+00', NULL, NULL, '{"format":1,"last":2,"tokens":[{"at":"wait","is":"waiting","keep":{"flow":"asked__wait","key":"syarat","message":"terms","open":2,"opened":true},"ref":2}]}', '{"0":{"in":null,"vars":{"case":{"number":"WAI-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"topic":"syarat"}}}', 2, 1, '75bb0fdc5c02c9b955d8b85645694dfa752ed47fa1983e4673aa3bbce2bb0076');
INSERT INTO public.process_instance VALUES (1882557715290745469, 1882557715067698251, 'APP-2026-00001', 'approval', 'ended', 1882557714751833227, 1882557714751833227, 'dishub', 'Asia/Jakarta', 5, '2026-07-08 02:00:00+00', '2026-07-08 02:28:00+00', 'done', '{"format":1,"last":5,"tokens":[]}', '{"0":{"in":null,"vars":{"case":{"number":"APP-2026-00001","started":"2026-07-08T09:00:00+07:00","unit":"dishub"},"decision":{"outcome":"granted","reason":"memenuhi syarat"},"request":{"topic":"naik pangkat"},"starter":{"id":"1882557714751833227","name":"Nurhayati","nip":"199002282014022994","unit":"dishub"},"subject":{"appraisals":[],"birth_date":"1990-02-28","birth_since":null,"credit":null,"credit_since":null,"disciplines":[],"echelon":null,"education":null,"education_since":null,"email":null,"exams":[],"id":"1882557714751833227","legal_status":null,"level":null,"name":"Nurhayati","nik":null,"nip":"199002282014022994","post":null,"post_kind":null,"post_since":null,"rank":null,"rank_since":null,"status_since":null,"talent_box":null,"talent_since":null,"trainings":[],"unit":"dishub","unit_name":"Dinas Perhubungan","zone":"Asia/Jakarta"},"verification":{"note":"lengkap","outcome":"ms"}}}}', 4, 3, '7f627497893c17d13eaf23bd6369d2d96768801d95faaf7d07629a16450478ff');


--
-- Data for Name: role; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.role VALUES ('rank_officer', 'Petugas kepangkatan', 'Rank officer', 'office', 'bkpsdm');
INSERT INTO public.role VALUES ('regional_secretary', 'Sekretaris daerah', 'Regional secretary', 'office', 'setda');
INSERT INTO public.role VALUES ('unit_head', 'Kepala OPD', 'Head of unit', 'unit', NULL);
INSERT INTO public.role VALUES ('unit_hr_officer', 'Pengelola kepegawaian OPD', 'Unit HR officer', 'unit', NULL);
INSERT INTO public.role VALUES ('administrator', 'Administrator', 'Administrator', 'house', NULL);
INSERT INTO public.role VALUES ('designer', 'Perancang prosedur', 'Process designer', 'house', NULL);
INSERT INTO public.role VALUES ('operator', 'Operator', 'Operator', 'house', NULL);
INSERT INTO public.role VALUES ('auditor', 'Auditor', 'Auditor', 'house', NULL);


--
-- Data for Name: setting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: subscription; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.subscription VALUES (1882557715488337894, 2, 'wait', 'terms', 'syarat');


--
-- Data for Name: substitution; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task VALUES (2132413564870514747, 1882557715376229429, 2, 0, 'verify', 'verify', 'verify', 'approval', 'dishub', 1882557714751833227, NULL, false, 50, NULL, '9999-12-31 00:00:00+00', NULL, 'open', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.task VALUES (981342732763619659, 1882557715425637292, 2, 0, 'answer', 'answer', NULL, 'timed', 'dishub', 1882557714751833227, NULL, false, 50, NULL, '9999-12-31 00:00:00+00', NULL, 'open', '2026-07-08 02:00:00+00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.task VALUES (4546108458990479596, 1882557715290745469, 2, 0, 'verify', 'verify', 'verify', 'approval', 'dishub', 1882557714751833227, 1882557714768950684, false, 50, NULL, '9999-12-31 00:00:00+00', NULL, 'completed', '2026-07-08 02:00:00+00', '2026-07-08 02:28:00+00', '2026-07-08 02:28:00+00', 1882557714768950684, NULL, 'ms');
INSERT INTO public.task VALUES (3435763083291036960, 1882557715290745469, 4, 0, 'decide', 'decide', 'decide', 'approval', 'dishub', 1882557714751833227, 1882557714778601119, false, 50, NULL, '9999-12-31 00:00:00+00', NULL, 'completed', '2026-07-08 02:28:00+00', '2026-07-08 02:28:00+00', '2026-07-08 02:28:00+00', 1882557714778601119, NULL, 'granted');


--
-- Data for Name: task_candidate; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_candidate VALUES (2132413564870514747, 'rank_officer', '', true, '9999-12-31 00:00:00+00');
INSERT INTO public.task_candidate VALUES (981342732763619659, 'rank_officer', '', true, '9999-12-31 00:00:00+00');
INSERT INTO public.task_candidate VALUES (4546108458990479596, 'rank_officer', '', false, '9999-12-31 00:00:00+00');
INSERT INTO public.task_candidate VALUES (3435763083291036960, 'unit_head', 'dishub', false, '9999-12-31 00:00:00+00');


--
-- Data for Name: task_exclusion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.task_exclusion VALUES (3435763083291036960, 1882557714768950684);


--
-- Data for Name: unit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.unit VALUES ('kota', 'Kota Palembang', NULL, 'Asia/Jakarta', 5);
INSERT INTO public.unit VALUES ('setda', 'Sekretariat Daerah', 'kota', 'Asia/Jakarta', 5);
INSERT INTO public.unit VALUES ('bkpsdm', 'BKPSDM', 'setda', 'Asia/Jakarta', 5);
INSERT INTO public.unit VALUES ('dishub', 'Dinas Perhubungan', 'setda', 'Asia/Jakarta', 5);
INSERT INTO public.unit VALUES ('dinkes', 'Dinas Kesehatan', 'setda', 'Asia/Jakarta', 5);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: audit_event pk_audit_event; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT pk_audit_event PRIMARY KEY (id);


--
-- Name: audit_payload pk_audit_payload; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_payload
    ADD CONSTRAINT pk_audit_payload PRIMARY KEY (event_id, part);


--
-- Name: counter pk_counter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counter
    ADD CONSTRAINT pk_counter PRIMARY KEY (series);


--
-- Name: definition_file pk_definition_file; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.definition_file
    ADD CONSTRAINT pk_definition_file PRIMARY KEY (definition_id, path);


--
-- Name: document pk_document; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT pk_document PRIMARY KEY (id);


--
-- Name: document_content pk_document_content; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document_content
    ADD CONSTRAINT pk_document_content PRIMARY KEY (sha256);


--
-- Name: fact pk_fact; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fact
    ADD CONSTRAINT pk_fact PRIMARY KEY (id);


--
-- Name: holiday pk_holiday; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holiday
    ADD CONSTRAINT pk_holiday PRIMARY KEY (day);


--
-- Name: incident pk_incident; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT pk_incident PRIMARY KEY (id);


--
-- Name: job pk_job; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (id);


--
-- Name: letter pk_letter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT pk_letter PRIMARY KEY (id);


--
-- Name: letter_counter pk_letter_counter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letter_counter
    ADD CONSTRAINT pk_letter_counter PRIMARY KEY (classification, year);


--
-- Name: login_attempt pk_login_attempt; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT pk_login_attempt PRIMARY KEY (id);


--
-- Name: membership pk_membership; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT pk_membership PRIMARY KEY (id);


--
-- Name: message pk_message; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);


--
-- Name: notice pk_notice; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);


--
-- Name: person pk_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);


--
-- Name: process_definition pk_process_definition; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.process_definition
    ADD CONSTRAINT pk_process_definition PRIMARY KEY (id);


--
-- Name: process_instance pk_process_instance; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.process_instance
    ADD CONSTRAINT pk_process_instance PRIMARY KEY (id);


--
-- Name: role pk_role; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role
    ADD CONSTRAINT pk_role PRIMARY KEY (key);


--
-- Name: setting pk_setting; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.setting
    ADD CONSTRAINT pk_setting PRIMARY KEY (key);


--
-- Name: subscription pk_subscription; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT pk_subscription PRIMARY KEY (instance_id, ref);


--
-- Name: substitution pk_substitution; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.substitution
    ADD CONSTRAINT pk_substitution PRIMARY KEY (id);


--
-- Name: task pk_task; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT pk_task PRIMARY KEY (id);


--
-- Name: task_candidate pk_task_candidate; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_candidate
    ADD CONSTRAINT pk_task_candidate PRIMARY KEY (task_id, role_key, unit_key);


--
-- Name: task_exclusion pk_task_exclusion; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_exclusion
    ADD CONSTRAINT pk_task_exclusion PRIMARY KEY (task_id, person_id);


--
-- Name: unit pk_unit; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT pk_unit PRIMARY KEY (key);


--
-- Name: audit_event uq_audit_event_instance_id_seq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT uq_audit_event_instance_id_seq UNIQUE (instance_id, seq);


--
-- Name: job uq_job_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.job
    ADD CONSTRAINT uq_job_key UNIQUE (key);


--
-- Name: letter uq_letter_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT uq_letter_key UNIQUE (key);


--
-- Name: letter uq_letter_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT uq_letter_number UNIQUE (number);


--
-- Name: message uq_message_message_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_message_id UNIQUE (message_id);


--
-- Name: person uq_person_login; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_login UNIQUE (login);


--
-- Name: person uq_person_nik; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_nik UNIQUE (nik);


--
-- Name: person uq_person_nip; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_nip UNIQUE (nip);


--
-- Name: process_definition uq_process_definition_key_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.process_definition
    ADD CONSTRAINT uq_process_definition_key_version UNIQUE (key, version);


--
-- Name: process_instance uq_process_instance_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.process_instance
    ADD CONSTRAINT uq_process_instance_number UNIQUE (number);


--
-- Name: ix_audit_event_actor_id_audit_event_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_event_actor_id_audit_event_at ON public.audit_event USING btree (actor_id, at);


--
-- Name: ix_audit_event_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_event_at ON public.audit_event USING btree (at);


--
-- Name: ix_audit_event_kind_audit_event_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_event_kind_audit_event_at ON public.audit_event USING btree (kind, at);


--
-- Name: ix_audit_event_person_id_audit_event_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_audit_event_person_id_audit_event_at ON public.audit_event USING btree (person_id, at);


--
-- Name: ix_document_instance_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_document_instance_id ON public.document USING btree (instance_id);


--
-- Name: ix_document_sha256; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_document_sha256 ON public.document USING btree (sha256);


--
-- Name: ix_fact_person_id_fact_kind_fact_valid_from; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_fact_person_id_fact_kind_fact_valid_from ON public.fact USING btree (person_id, kind, valid_from);


--
-- Name: ix_incident_instance_id_incident_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_incident_instance_id_incident_status ON public.incident USING btree (instance_id, status);


--
-- Name: ix_job_instance_id_job_ref; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_job_instance_id_job_ref ON public.job USING btree (instance_id, ref);


--
-- Name: ix_job_status_job_due_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_job_status_job_due_at ON public.job USING btree (status, due_at);


--
-- Name: ix_letter_instance_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_letter_instance_id ON public.letter USING btree (instance_id);


--
-- Name: ix_login_attempt_login_digest_login_attempt_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_login_attempt_login_digest_login_attempt_at ON public.login_attempt USING btree (login_digest, at);


--
-- Name: ix_login_attempt_source_login_attempt_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_login_attempt_source_login_attempt_at ON public.login_attempt USING btree (source, at);


--
-- Name: ix_membership_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_membership_person_id ON public.membership USING btree (person_id);


--
-- Name: ix_membership_role_key_membership_unit_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_membership_role_key_membership_unit_key ON public.membership USING btree (role_key, unit_key);


--
-- Name: ix_message_name_message_key_message_taken_by_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_message_name_message_key_message_taken_by_id ON public.message USING btree (name, key, taken_by_id);


--
-- Name: ix_notice_person_id_notice_read_at_notice_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_notice_person_id_notice_read_at_notice_at ON public.notice USING btree (person_id, read_at, at);


--
-- Name: ix_person_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_person_name ON public.person USING btree (name);


--
-- Name: ix_person_unit_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_person_unit_key ON public.person USING btree (unit_key);


--
-- Name: ix_process_instance_definition_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_process_instance_definition_id ON public.process_instance USING btree (definition_id);


--
-- Name: ix_process_instance_starter_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_process_instance_starter_id ON public.process_instance USING btree (starter_id);


--
-- Name: ix_process_instance_status_process_instance_started_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_process_instance_status_process_instance_started_at ON public.process_instance USING btree (status, started_at);


--
-- Name: ix_process_instance_subject_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_process_instance_subject_id ON public.process_instance USING btree (subject_id);


--
-- Name: ix_process_instance_unit_key_process_instance_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_process_instance_unit_key_process_instance_status ON public.process_instance USING btree (unit_key, status);


--
-- Name: ix_subscription_name_subscription_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_subscription_name_subscription_key ON public.subscription USING btree (name, key);


--
-- Name: ix_substitution_absent_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_substitution_absent_id ON public.substitution USING btree (absent_id);


--
-- Name: ix_substitution_substitute_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_substitution_substitute_id ON public.substitution USING btree (substitute_id);


--
-- Name: ix_task_candidate_inbox; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_candidate_inbox ON public.task_candidate USING btree (role_key, unit_key, free, due_at, task_id);


--
-- Name: ix_task_completed_by_id_task_instance_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_completed_by_id_task_instance_id ON public.task USING btree (completed_by_id, instance_id);


--
-- Name: ix_task_inbox; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_inbox ON public.task USING btree (assignee_id, status, due_order, id);


--
-- Name: ix_task_instance_id_task_ref; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_task_instance_id_task_ref ON public.task USING btree (instance_id, ref);


--
-- Name: audit_payload fk_audit_payload_event_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_payload
    ADD CONSTRAINT fk_audit_payload_event_id FOREIGN KEY (event_id) REFERENCES public.audit_event(id);


--
-- Name: definition_file fk_definition_file_definition_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.definition_file
    ADD CONSTRAINT fk_definition_file_definition_id FOREIGN KEY (definition_id) REFERENCES public.process_definition(id);


--
-- Name: document fk_document_sha256; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT fk_document_sha256 FOREIGN KEY (sha256) REFERENCES public.document_content(sha256);


--
-- Name: fact fk_fact_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fact
    ADD CONSTRAINT fk_fact_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: incident fk_incident_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT fk_incident_instance_id FOREIGN KEY (instance_id) REFERENCES public.process_instance(id);


--
-- Name: membership fk_membership_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: membership fk_membership_role_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_role_key FOREIGN KEY (role_key) REFERENCES public.role(key);


--
-- Name: membership fk_membership_unit_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_unit_key FOREIGN KEY (unit_key) REFERENCES public.unit(key);


--
-- Name: person fk_person_unit_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_unit_key FOREIGN KEY (unit_key) REFERENCES public.unit(key);


--
-- Name: process_instance fk_process_instance_definition_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.process_instance
    ADD CONSTRAINT fk_process_instance_definition_id FOREIGN KEY (definition_id) REFERENCES public.process_definition(id);


--
-- Name: role fk_role_unit_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_unit_key FOREIGN KEY (unit_key) REFERENCES public.unit(key);


--
-- Name: subscription fk_subscription_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT fk_subscription_instance_id FOREIGN KEY (instance_id) REFERENCES public.process_instance(id);


--
-- Name: substitution fk_substitution_absent_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.substitution
    ADD CONSTRAINT fk_substitution_absent_id FOREIGN KEY (absent_id) REFERENCES public.person(id);


--
-- Name: substitution fk_substitution_role_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.substitution
    ADD CONSTRAINT fk_substitution_role_key FOREIGN KEY (role_key) REFERENCES public.role(key);


--
-- Name: substitution fk_substitution_substitute_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.substitution
    ADD CONSTRAINT fk_substitution_substitute_id FOREIGN KEY (substitute_id) REFERENCES public.person(id);


--
-- Name: substitution fk_substitution_unit_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.substitution
    ADD CONSTRAINT fk_substitution_unit_key FOREIGN KEY (unit_key) REFERENCES public.unit(key);


--
-- Name: task_candidate fk_task_candidate_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_candidate
    ADD CONSTRAINT fk_task_candidate_task_id FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: task_exclusion fk_task_exclusion_task_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task_exclusion
    ADD CONSTRAINT fk_task_exclusion_task_id FOREIGN KEY (task_id) REFERENCES public.task(id);


--
-- Name: task fk_task_instance_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.task
    ADD CONSTRAINT fk_task_instance_id FOREIGN KEY (instance_id) REFERENCES public.process_instance(id);


--
-- Name: unit fk_unit_parent_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.unit
    ADD CONSTRAINT fk_unit_parent_key FOREIGN KEY (parent_key) REFERENCES public.unit(key);


--
-- PostgreSQL database dump complete
--

\unrestrict b5X4YAzkP8HJQaCIffeaMv0AQnjkRkY0qVI5wIB3MsoHGvsRBk05D2tsfeeoGeg

