<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ApprovalDialog</name>
    <message numerus="yes">
        <source>%n thing(s) were changed or not taken over:</source>
        <translation>
            <numerusform>One thing was changed or not taken over:</numerusform>
            <numerusform>%n things were changed or not taken over:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Take over %n decision(s)</source>
        <translation>
            <numerusform>&amp;Take over 1 decision</numerusform>
            <numerusform>&amp;Take over %n decisions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClusterDialog</name>
    <message numerus="yes">
        <source>%n cluster(s) stand in {name}. Which one?</source>
        <translation>
            <numerusform>{name} holds %n cluster. Which one?</numerusform>
            <numerusform>{name} holds %n clusters. Which one?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExplainDialog</name>
    <message numerus="yes">
        <source>%n host(s): {verdicts}</source>
        <translation>
            <numerusform>%n host: {verdicts}</numerusform>
            <numerusform>%n hosts: {verdicts}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) answered by the hosts chosen from them:</source>
        <translation>
            <numerusform>%n line answered by the hosts chosen from it:</numerusform>
            <numerusform>%n lines answered by the hosts chosen from them:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not answered:</source>
        <translation>
            <numerusform>%n line not answered:</numerusform>
            <numerusform>%n lines not answered:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answer the %n host(s) &amp;named there</source>
        <translation>
            <numerusform>Answer the host &amp;named there</numerusform>
            <numerusform>Answer the %n hosts &amp;named there</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message numerus="yes">
        <source>%n line(s) selected</source>
        <translation>
            <numerusform>%n line selected</numerusform>
            <numerusform>%n lines selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n notice</numerusform>
            <numerusform>%n notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n file(s)</source>
        <translation>
            <numerusform>Write %n file</numerusform>
            <numerusform>Write %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message numerus="yes">
        <source>%n file(s) written to {folder}.</source>
        <translation>
            <numerusform>%n file written to {folder}.</numerusform>
            <numerusform>%n files written to {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled. %n file(s) written, each one whole.</source>
        <translation>
            <numerusform>Cancelled. %n file written, each one whole.</numerusform>
            <numerusform>Cancelled. %n files written, each one whole.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeaturesPage</name>
    <message numerus="yes">
        <source>%n optional</source>
        <translation>
            <numerusform>%n optional</numerusform>
            <numerusform>%n optional</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>%n required</numerusform>
            <numerusform>%n required</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shared</source>
        <translation>
            <numerusform>%n shared</numerusform>
            <numerusform>%n shared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n rule(s)</source>
        <translation>
            <numerusform>+%n rule</numerusform>
            <numerusform>+%n rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n hosts are already in this plan.</source>
        <translation>
            <numerusform>Its host is already in this plan.</numerusform>
            <numerusform>Its %n hosts are already in this plan.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboundEditor</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>%n more…</numerusform>
            <numerusform>%n more…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LastAnswerView</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>%n more…</numerusform>
            <numerusform>%n more…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaveOutDialog</name>
    <message numerus="yes">
        <source>Leave out %n required line(s)?</source>
        <translation>
            <numerusform>Leave out %n required line?</numerusform>
            <numerusform>Leave out %n required lines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Open all the same through other lines: %n of them.</source>
        <translation>
            <numerusform>Open all the same through other lines: %n of them.</numerusform>
            <numerusform>Open all the same through other lines: %n of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoreFacts</name>
    <message numerus="yes">
        <source>More facts, %n answered…</source>
        <translation>
            <numerusform>More facts, %n answered…</numerusform>
            <numerusform>More facts, %n answered…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticesPanel</name>
    <message numerus="yes">
        <source>%n more. All of them stand in the file.</source>
        <translation>
            <numerusform>%n more. All of them stand in the file.</numerusform>
            <numerusform>%n more. All of them stand in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n notice</numerusform>
            <numerusform>%n notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every chosen file expresses all %n rule(s).</source>
        <translation>
            <numerusform>Every chosen file expresses all %n rule.</numerusform>
            <numerusform>Every chosen file expresses all %n rules.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSoFar</name>
    <message numerus="yes">
        <source>%n NAT rule(s)</source>
        <translation>
            <numerusform>%n NAT rule</numerusform>
            <numerusform>%n NAT rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n route</numerusform>
            <numerusform>%n routes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointsList</name>
    <message numerus="yes">
        <source>%n more. F8 leads from one to the next.</source>
        <translation>
            <numerusform>%n more. F8 leads from one to the next.</numerusform>
            <numerusform>%n more. F8 leads from one to the next.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n file(s) will be replaced:</source>
        <translation>
            <numerusform>%n file will be replaced:</numerusform>
            <numerusform>%n files will be replaced:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadinessPanel</name>
    <message numerus="yes">
        <source>%n open point(s) block this change</source>
        <translation>
            <numerusform>%n open point blocks this change</numerusform>
            <numerusform>%n open points block this change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open point(s), none of which blocks</source>
        <translation>
            <numerusform>%n open point, which does not block</numerusform>
            <numerusform>%n open points, none of which blocks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadinessView</name>
    <message numerus="yes">
        <source>%n blocking</source>
        <translation>
            <numerusform>%n blocking</numerusform>
            <numerusform>%n blocking</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentTouched</name>
    <message numerus="yes">
        <source>%n not read: reading was cancelled</source>
        <translation>
            <numerusform>1 not read: reading was cancelled</numerusform>
            <numerusform>%n not read: reading was cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Recent plans, as they are saved: %n touched</source>
        <translation>
            <numerusform>Recent plans, as they are saved: 1 touched</numerusform>
            <numerusform>Recent plans, as they are saved: %n touched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RoutingDecision</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>%n more…</numerusform>
            <numerusform>%n more…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message numerus="yes">
        <source>%n not needed</source>
        <translation>
            <numerusform>%n not needed</numerusform>
            <numerusform>%n not needed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n optional</source>
        <translation>
            <numerusform>%n optional</numerusform>
            <numerusform>%n optional</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>%n required</numerusform>
            <numerusform>%n required</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message numerus="yes">
        <source>%n more on this step.</source>
        <translation>
            <numerusform>%n more on this step.</numerusform>
            <numerusform>%n more on this step.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open point(s) block this change.</source>
        <translation>
            <numerusform>%n open point blocks this change.</numerusform>
            <numerusform>%n open points block this change.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>%n required</numerusform>
            <numerusform>%n required</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) added</source>
        <translation>
            <numerusform>%n rule added</numerusform>
            <numerusform>%n rules added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) removed</source>
        <translation>
            <numerusform>%n rule removed</numerusform>
            <numerusform>%n rules removed</numerusform>
        </translation>
    </message>
</context>
</TS>
