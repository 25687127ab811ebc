<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About AKS Egress Planner</source>
        <translation>关于 AKS Egress Planner</translation>
    </message>
    <message>
        <source>Each edition is the state of Microsoft&apos;s page on one day. Every line of a plan names the edition and the section that it comes from.</source>
        <translation>每个版本是 Microsoft 官方页面在某一天的内容。方案中的每一行都注明所依据的版本和章节。</translation>
    </message>
    <message>
        <source>Facts about hosts, ports and dates come from the Azure documentation, Microsoft Corporation, published under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). They were reduced to entries and changed in form; every explanation is in our own words. Microsoft does not endorse this program.</source>
        <translation>主机、端口和日期等事实来自 Microsoft Corporation 的 Azure 文档，依据 [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) 发布。这些内容已精简为条目并改变了形式，所有说明均为自行撰写。Microsoft 未对本程序背书。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. The endpoint lists ship with the planner.</source>
        <translation>所有数据都留在本机，终结点列表随程序提供。</translation>
    </message>
    <message>
        <source>Plans, explains and hands over the egress rules that an AKS cluster needs.</source>
        <translation>规划、说明并交付 AKS 群集所需的出站规则。</translation>
    </message>
    <message>
        <source>Sources of the rules</source>
        <translation>规则来源</translation>
    </message>
    <message>
        <source>The planner is free software under the MIT licence. It uses Qt for Python (LGPL 3).</source>
        <translation>本程序是采用 MIT 许可证的自由软件，使用 Qt for Python（LGPL 3）。</translation>
    </message>
    <message>
        <source>Version {0}, catalog {1}</source>
        <translation>版本 {0}，目录 {1}</translation>
    </message>
</context>
<context>
    <name>AnswerDialog</name>
    <message>
        <source>&amp;Answer</source>
        <translation>回答(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keep answer</source>
        <translation>保存回答(&amp;K)</translation>
    </message>
    <message>
        <source>Answer the question</source>
        <translation>回答问题</translation>
    </message>
    <message>
        <source>Asked back, without a question.</source>
        <translation>已退回询问，但未写明问题。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It goes out with the next workbook and the printed request, and is decided on anew.</source>
        <translation>回答会随下一个工作簿和打印的请求发出，对方将重新决定。</translation>
    </message>
</context>
<context>
    <name>ApprovalDialog</name>
    <message numerus="yes">
        <source>%n thing(s) were changed or not taken over:</source>
        <translation>
            <numerusform>有 %n 处被改动或未采用：</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Take over %n decision(s)</source>
        <translation>
            <numerusform>采用 %n 个决定(&amp;T)</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>How is it read?</source>
        <translation>如何读取？</translation>
    </message>
    <message>
        <source>Lines are decided one by one: this changes none of them.</source>
        <translation>规则逐条决定，此项不会改变任何一条。</translation>
    </message>
    <message>
        <source>Nothing is decided in this workbook.</source>
        <translation>此工作簿中没有任何决定。</translation>
    </message>
    <message>
        <source>On the request as a whole: {decision}.</source>
        <translation>对整个请求：{decision}。</translation>
    </message>
    <message>
        <source>Read approval</source>
        <translation>读取审批结果</translation>
    </message>
    <message>
        <source>What was decided in {file}</source>
        <translation>{file} 中的决定</translation>
    </message>
    <message>
        <source>What was not taken over or was changed</source>
        <translation>未采用或被改动的内容</translation>
    </message>
</context>
<context>
    <name>Approvals</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a cloud and a region first: without them there are no lines.</source>
        <translation>请先选择云和区域，否则没有任何规则。</translation>
    </message>
    <message>
        <source>Read approval</source>
        <translation>读取审批结果</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Workbooks (*.xlsx);;All files (*)</source>
        <translation>工作簿 (*.xlsx);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>AssumedLine</name>
    <message>
        <source>assumed: {0}</source>
        <translation>假定：{0}</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
</context>
<context>
    <name>CloudPage</name>
    <message>
        <source>&amp;Region</source>
        <translation>区域(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;loud</source>
        <translation>云(&amp;L)</translation>
    </message>
    <message>
        <source>Cluster &amp;name</source>
        <translation>群集名称(&amp;N)</translation>
    </message>
    <message>
        <source>E&amp;dition</source>
        <translation>版本(&amp;D)</translation>
    </message>
    <message>
        <source>Each cloud has its own hosts. The wrong one gives a list that does not work at all.</source>
        <translation>每个云有各自的主机名，选错则整个列表都不可用。</translation>
    </message>
    <message>
        <source>Goes into host names and service tags. Type a name if yours is not listed.</source>
        <translation>会写入主机名和服务标记。列表中没有时可直接输入。</translation>
    </message>
    <message>
        <source>Made with edition {0}. The newest is {1}.</source>
        <translation>使用 {0} 版生成，最新为 {1} 版。</translation>
    </message>
    <message>
        <source>No source names this region for AKS. Check that the cluster can be created there.</source>
        <translation>没有资料表明 AKS 支持此区域。请确认可以在该区域创建群集。</translation>
    </message>
    <message>
        <source>Not chosen: the region decides</source>
        <translation>未选择：由区域决定</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>查看变更内容</translation>
    </message>
    <message>
        <source>The dated state of Microsoft&apos;s page. Take an older one only to check an older plan.</source>
        <translation>Microsoft 官方页面在某一天的内容。只有核对旧方案时才选旧版本。</translation>
    </message>
    <message>
        <source>The service tag of {region} is AzureCloud.{suffix}.</source>
        <translation>{region}的服务标记是 AzureCloud.{suffix}。</translation>
    </message>
    <message>
        <source>These four decide which hosts the list holds and how they are written.</source>
        <translation>这四项决定列表包含哪些主机以及主机名的写法。</translation>
    </message>
    <message>
        <source>Used in file names and rule names. It can be changed later.</source>
        <translation>用于文件名和规则名，之后可以更改。</translation>
    </message>
    <message>
        <source>West Europe or westeurope</source>
        <translation>西欧或 westeurope</translation>
    </message>
    <message>
        <source>Where does the cluster run?</source>
        <translation>群集在哪里运行？</translation>
    </message>
    <message>
        <source>assumed: {0}</source>
        <translation>假定：{0}</translation>
    </message>
    <message>
        <source>by the region: {0}</source>
        <translation>由区域确定：{0}</translation>
    </message>
    <message>
        <source>{0} (newest)</source>
        <translation>{0}（最新）</translation>
    </message>
    <message>
        <source>{0} (state of {1})</source>
        <translation>{0}（{1} 的内容）</translation>
    </message>
</context>
<context>
    <name>ClusterDialog</name>
    <message numerus="yes">
        <source>%n cluster(s) stand in {name}. Which one?</source>
        <translation>
            <numerusform>“{name}”中有 %n 个群集，要读取哪一个？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Another cluster of this file</source>
        <translation>选择其他群集(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy lists</source>
        <translation>复制列表(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open file…</source>
        <translation>打开文件(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Read this cluster</source>
        <translation>读取此群集(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start plan</source>
        <translation>开始方案(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Stop reading</source>
        <translation>停止读取(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Dropped text</source>
        <translation>拖放的文本</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON 文件 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Nothing is open. The plan begins with its first step.</source>
        <translation>没有待回答的问题。方案从第一步开始。</translation>
    </message>
    <message>
        <source>One file can be read at a time.</source>
        <translation>一次只能读取一个文件。</translation>
    </message>
    <message>
        <source>Open a cluster&apos;s JSON</source>
        <translation>打开群集的 JSON</translation>
    </message>
    <message>
        <source>Paste what this command prints, or open a file that holds it. A list of clusters and an exported template are read as well. Nothing leaves this computer.</source>
        <translation>粘贴以下命令的输出，或打开保存该输出的文件。群集列表和导出的模板也可以读取。所有数据都留在本机。</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Reading stopped.</source>
        <translation>已停止读取。</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Start from a cluster</source>
        <translation>从群集开始</translation>
    </message>
    <message>
        <source>The clipboard holds no text. Copy the cluster&apos;s JSON, then paste it here.</source>
        <translation>剪贴板中没有文本。请先复制群集的 JSON，再粘贴到此处。</translation>
    </message>
    <message>
        <source>The plan opens at the first question: {question}</source>
        <translation>方案将打开第一个待回答的问题：{question}</translation>
    </message>
    <message>
        <source>Three lists appear here: what is read, what is assumed and what you must ask.
The file can be dropped here, too.</source>
        <translation>此处将显示三个列表：读取的内容、假定的内容和必须询问的内容。
也可以将文件拖放到此处。</translation>
    </message>
    <message>
        <source>What does the cluster itself say?</source>
        <translation>从群集自身可以读到什么？</translation>
    </message>
    <message>
        <source>What is read, assumed and to be asked</source>
        <translation>读取、假定和必须询问的内容</translation>
    </message>
    <message>
        <source>What is read?</source>
        <translation>会读取哪些内容？</translation>
    </message>
    <message>
        <source>{n} more; Copy lists takes all of them</source>
        <translation>另有 {n} 项；“复制列表”会复制全部</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Changed since {0}</source>
        <translation>{0} 后有更改</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
    <message>
        <source>The printer did not take the document. Check that it is ready, then print again.</source>
        <translation>打印机未接收文档。请确认打印机就绪后重新打印。</translation>
    </message>
</context>
<context>
    <name>DecisionsLine</name>
    <message>
        <source>Forget approval</source>
        <translation>清除审批结果</translation>
    </message>
    <message>
        <source>Routes ({0} of {1} approved)</source>
        <translation>路由（已批准 {0}/{1}）</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Takes every decision that was read out of the plan. Undo brings them back.</source>
        <translation>从方案中移除已读入的所有决定。可通过撤销恢复。</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>新方案</translation>
    </message>
    <message>
        <source>Open plan</source>
        <translation>打开方案</translation>
    </message>
    <message>
        <source>Opening {file}…</source>
        <translation>正在打开 {file}…</translation>
    </message>
    <message>
        <source>Plan files (*.yaml *.yml)</source>
        <translation>方案文件 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Plan files (*.yaml *.yml);;All files (*)</source>
        <translation>方案文件 (*.yaml *.yml);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>Saving {file}…</source>
        <translation>正在保存 {file}…</translation>
    </message>
</context>
<context>
    <name>EditionBar</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Newer edition</source>
        <translation>更新的版本</translation>
    </message>
    <message>
        <source>Puts this line away for this plan until there is a still newer edition.</source>
        <translation>对此方案隐藏此提示，直到有更新的版本。</translation>
    </message>
    <message>
        <source>Show what changes…</source>
        <translation>查看变化…</translation>
    </message>
    <message>
        <source>Takes the newest edition into this plan. Undo takes it back.</source>
        <translation>将此方案改用最新版本，可以撤销。</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新版本</translation>
    </message>
</context>
<context>
    <name>EditionChanges</name>
    <message>
        <source>&amp;Use edition {0}</source>
        <translation>使用版本 {0}(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a region first: without one there are no lines to compare.</source>
        <translation>请先选择区域，否则没有可比较的规则。</translation>
    </message>
    <message>
        <source>Comes</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Comparing editions…</source>
        <translation>正在比较版本…</translation>
    </message>
    <message>
        <source>From edition {0} to {1}</source>
        <translation>从版本 {0} 到 {1}</translation>
    </message>
    <message>
        <source>Goes</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Its decision would not hold any more.</source>
        <translation>其决定将失效。</translation>
    </message>
    <message>
        <source>New advisories</source>
        <translation>新增提醒</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Stays, with a change</source>
        <translation>保留但有变化</translation>
    </message>
    <message>
        <source>What edition {0} changes</source>
        <translation>版本 {0} 的变更</translation>
    </message>
</context>
<context>
    <name>EditionOffer</name>
    <message>
        <source>Made with edition {older}. The newest is {newest}.</source>
        <translation>使用 {older} 版生成，最新为 {newest} 版。</translation>
    </message>
</context>
<context>
    <name>EditionsDialog</name>
    <message>
        <source>&amp;Copy changes</source>
        <translation>复制变化(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open plan</source>
        <translation>打开方案(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>All clouds</source>
        <translation>所有云</translation>
    </message>
    <message>
        <source>C&amp;loud</source>
        <translation>云(&amp;L)</translation>
    </message>
    <message>
        <source>Changes of the page</source>
        <translation>页面的变化</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Editions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>F&amp;rom edition</source>
        <translation>从版本(&amp;R)</translation>
    </message>
    <message>
        <source>Host, service or feature</source>
        <translation>主机、服务或功能</translation>
    </message>
    <message>
        <source>How is it compared?</source>
        <translation>如何比较？</translation>
    </message>
    <message>
        <source>No change fits cloud and search.</source>
        <translation>没有符合所选云和查找内容的变化。</translation>
    </message>
    <message>
        <source>No row came or went; what is offered differs.</source>
        <translation>没有条目新增或移除；提供的功能不同。</translation>
    </message>
    <message>
        <source>The catalog holds one edition alone: there is nothing to compare.</source>
        <translation>目录中只有一个版本，无法比较。</translation>
    </message>
    <message>
        <source>What came and went on Microsoft&apos;s page between two dated editions, with every feature on, and which of your recent plans that touches. No plan is changed here.</source>
        <translation>Microsoft 官方页面在两个版本之间的变化（假定启用所有功能），以及受影响的最近方案。此处不会更改任何方案。</translation>
    </message>
</context>
<context>
    <name>ExplainDialog</name>
    <message numerus="yes">
        <source>%n host(s): {verdicts}</source>
        <translation>
            <numerusform>%n 个主机：{verdicts}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) answered by the hosts chosen from them:</source>
        <translation>
            <numerusform>%n 行已按所选主机查询：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not answered:</source>
        <translation>
            <numerusform>%n 行未查询：</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>查询(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go to line</source>
        <translation>转到该行(&amp;G)</translation>
    </message>
    <message numerus="yes">
        <source>Answer the %n host(s) &amp;named there</source>
        <translation>
            <numerusform>查询其中的 %n 个主机(&amp;N)</numerusform>
        </translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Answers for {name}, {region}, edition {edition}.</source>
        <translation>针对 {name}（{region}，{edition} 版）的结果。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Explain a host</source>
        <translation>查询主机</translation>
    </message>
    <message>
        <source>Explaining</source>
        <translation>正在查询</translation>
    </message>
    <message>
        <source>Hosts, addresses or lines of a deny log</source>
        <translation>主机、地址或拒绝日志</translation>
    </message>
    <message>
        <source>Line {0}: </source>
        <translation>日志第 {0} 行：</translation>
    </message>
    <message>
        <source>Lines that are not answered</source>
        <translation>未查询的行</translation>
    </message>
    <message>
        <source>No plan with a region is open: answers for any region of {cloud}, edition {edition}.</source>
        <translation>未打开已选区域的方案：以下结果适用于{cloud}的任意区域，{edition} 版。</translation>
    </message>
    <message>
        <source>Paste a host, an address or lines of a firewall&apos;s deny log: which line of the plan covers each, or why none does.</source>
        <translation>粘贴主机、地址或防火墙的拒绝日志，查看每一项由方案中的哪条规则覆盖，或为何没有规则覆盖。</translation>
    </message>
    <message>
        <source>The text could not be explained ({reason}).</source>
        <translation>无法查询该文本（{reason}）。</translation>
    </message>
    <message>
        <source>the new cluster</source>
        <translation>新群集</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message numerus="yes">
        <source>%n line(s) selected</source>
        <translation>
            <numerusform>已选择 %n 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>回答…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Explanation of the line</source>
        <translation>规则说明</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>排除…</translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation>规则名称</translation>
    </message>
    <message>
        <source>Select a line to read why it is needed and what breaks without it.</source>
        <translation>选择一条规则，查看其用途和不放行的后果。</translation>
    </message>
    <message>
        <source>Show in diagram</source>
        <translation>在图中显示</translation>
    </message>
</context>
<context>
    <name>ExportCards</name>
    <message>
        <source>Both</source>
        <translation>两者都用</translation>
    </message>
    <message>
        <source>Explicit list</source>
        <translation>逐个列出</translation>
    </message>
    <message>
        <source>FQDN tag</source>
        <translation>FQDN 标记</translation>
    </message>
    <message>
        <source>FQDN tag alone</source>
        <translation>仅 FQDN 标记</translation>
    </message>
    <message>
        <source>How the hosts that every cluster needs are named: one by one, by AzureKubernetesService, or both.</source>
        <translation>所有群集都需要的主机如何写入：逐个列出、使用 AzureKubernetesService，或两者都用。</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>ExportDocuments</name>
    <message>
        <source>Documents &amp;in</source>
        <translation>文件语言(&amp;I)</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>The paper of the printed change request and of its PDF.</source>
        <translation>打印变更请求及其 PDF 所用的纸张。</translation>
    </message>
</context>
<context>
    <name>ExportFoot</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>Folder for the files</source>
        <translation>文件的存放位置</translation>
    </message>
    <message>
        <source>Print preview…</source>
        <translation>打印预览…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({reason}).</source>
        <translation>无法创建文件夹 {folder}（{reason}）。</translation>
    </message>
</context>
<context>
    <name>ExportLines</name>
    <message>
        <source>&amp;Scripts hold</source>
        <translation>脚本包含(&amp;S)</translation>
    </message>
    <message>
        <source>Approved lines and routes ({0} of {1})</source>
        <translation>已批准的规则和路由（{0}/{1}）</translation>
    </message>
    <message>
        <source>Every line and route ({0}), approved or not</source>
        <translation>全部规则和路由（{0}），无论是否批准</translation>
    </message>
    <message>
        <source>Workbook, CSV and print always show every line, with what was decided on it.</source>
        <translation>工作簿、CSV 和打印件始终显示每条规则及其决定。</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Choose a cloud and a region first. Then the plan can be handed over.</source>
        <translation>请先选择云和区域，随后即可导出方案。</translation>
    </message>
    <message>
        <source>Choose at least one target.</source>
        <translation>请至少选择一个目标。</translation>
    </message>
    <message>
        <source>Choose who gets it. What a file cannot express is a notice, named before anything is written.</source>
        <translation>选择交给谁。文件无法表达的内容会在写入前以提示列出。</translation>
    </message>
    <message>
        <source>Cloud and region</source>
        <translation>云和区域</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到该步骤</translation>
    </message>
    <message>
        <source>Hand the plan over</source>
        <translation>导出方案</translation>
    </message>
    <message numerus="yes">
        <source>Write %n file(s)</source>
        <translation>
            <numerusform>写入 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>expresses all</source>
        <translation>可完整表达</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message numerus="yes">
        <source>%n file(s) written to {folder}.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 {folder}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Cancelled. %n file(s) written, each one whole.</source>
        <translation>
            <numerusform>已取消。已写入 %n 个文件，内容均完整。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Writing files</source>
        <translation>正在写入文件</translation>
    </message>
</context>
<context>
    <name>FactQuestion</name>
    <message>
        <source>There are none</source>
        <translation>没有</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Separate several by commas.</source>
        <translation>多个值用逗号分隔。</translation>
    </message>
</context>
<context>
    <name>FactsPage</name>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Each answer decides a few rules. What is not known is assumed, and marked so everywhere.</source>
        <translation>每个回答决定几条规则。未知的内容按假定处理，并处处标明。</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>基本情况</translation>
    </message>
    <message>
        <source>What do you know about the cluster?</source>
        <translation>群集信息</translation>
    </message>
</context>
<context>
    <name>FeatureRow</name>
    <message>
        <source>The rules step shows the remark beside its line.</source>
        <translation>“规则”步骤会在相应的行旁显示此备注。</translation>
    </message>
</context>
<context>
    <name>FeaturesPage</name>
    <message numerus="yes">
        <source>%n optional</source>
        <translation>
            <numerusform>%n 条可选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>%n 条必需</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shared</source>
        <translation>
            <numerusform>共享 %n 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n rule(s)</source>
        <translation>
            <numerusform>+%n 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n hosts are already in this plan.</source>
        <translation>
            <numerusform>其 %n 个主机已在本方案中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its host is already in this plan.</source>
        <translation>其主机已在本方案中。</translation>
    </message>
    <message>
        <source>Its two hosts are already in this plan.</source>
        <translation>其两个主机已在本方案中。</translation>
    </message>
    <message>
        <source>Tick what is on today or planned. A feature left out here will find its hosts blocked.</source>
        <translation>勾选已启用或计划启用的功能。未勾选的功能，其主机会被防火墙拦截。</translation>
    </message>
    <message>
        <source>Which features does the cluster use?</source>
        <translation>群集使用哪些功能？</translation>
    </message>
    <message>
        <source>see remark</source>
        <translation>见备注</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>Content of the file</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole file</source>
        <translation>复制整个文件</translation>
    </message>
    <message>
        <source>File to show</source>
        <translation>显示的文件</translation>
    </message>
    <message>
        <source>Find in file</source>
        <translation>在文件中查找</translation>
    </message>
    <message>
        <source>… the rest is in the file</source>
        <translation>…其余内容见文件</translation>
    </message>
</context>
<context>
    <name>FormerRules</name>
    <message>
        <source>If it was refused: {0}</source>
        <translation>不放行的后果：{0}</translation>
    </message>
    <message>
        <source>Only in: {0}</source>
        <translation>仅适用于：{0}</translation>
    </message>
    <message>
        <source>Rules of {0}</source>
        <translation>{0} 的规则</translation>
    </message>
    <message>
        <source>The page of edition {0} was the last to ask for these.</source>
        <translation>最后一次列出这些规则的是版本 {0} 的官方页面。</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必需</translation>
    </message>
</context>
<context>
    <name>FromCluster</name>
    <message>
        <source>Start from &amp;cluster…</source>
        <translation>从群集开始(&amp;C)…</translation>
    </message>
    <message>
        <source>The cluster runs already? Its own JSON gives most of the answers.</source>
        <translation>群集已在运行？大部分答案可从它的 JSON 中读取。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Help for this step</source>
        <translation>本步骤的帮助</translation>
    </message>
    <message>
        <source>In the table of rules, Space ticks an optional line.</source>
        <translation>在规则表中，空格键可勾选或取消可选项。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>HostAnswer</name>
    <message>
        <source>Go to Features</source>
        <translation>转到“功能”</translation>
    </message>
    <message>
        <source>Go to line</source>
        <translation>转到该行</translation>
    </message>
    <message>
        <source>Go to line {0}</source>
        <translation>转到第 {0} 行</translation>
    </message>
</context>
<context>
    <name>InboundEditor</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>还有 %n 项…</numerusform>
        </translation>
    </message>
    <message>
        <source>Add service…</source>
        <translation>添加服务…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Change the service {service}</source>
        <translation>更改服务 {service}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the service {service}</source>
        <translation>移除服务 {service}</translation>
    </message>
    <message>
        <source>Services reached from outside</source>
        <translation>从外部访问的服务</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>public</source>
        <translation>公共</translation>
    </message>
</context>
<context>
    <name>LastAnswerView</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>还有 %n 项…</numerusform>
        </translation>
    </message>
    <message>
        <source>Added: {0}</source>
        <translation>新增：{0}</translation>
    </message>
    <message>
        <source>Advisory: {0}</source>
        <translation>提醒：{0}</translation>
    </message>
    <message>
        <source>Decided: {0}</source>
        <translation>已决定：{0}</translation>
    </message>
    <message>
        <source>Gone: {0}</source>
        <translation>移除：{0}</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>Unchanged: {0}</source>
        <translation>未变：{0}</translation>
    </message>
</context>
<context>
    <name>LeaveOutDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Every export will show these lines as left out, with your reason.</source>
        <translation>每个导出文件都会列出这些项及排除原因。</translation>
    </message>
    <message>
        <source>Every export will show this line as left out, with your reason.</source>
        <translation>每个导出文件都会列出此项及排除原因。</translation>
    </message>
    <message>
        <source>It stays open through {lines}: {cost}.</source>
        <translation>仍可通过{lines}访问：{cost}。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message numerus="yes">
        <source>Leave out %n required line(s)?</source>
        <translation>
            <numerusform>要排除 %n 条必需规则吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave out {host}?</source>
        <translation>要排除 {host} 吗？</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>必须填写</translation>
    </message>
    <message numerus="yes">
        <source>Open all the same through other lines: %n of them.</source>
        <translation>
            <numerusform>其中 %n 行仍可通过其他行访问。</numerusform>
        </translation>
    </message>
    <message>
        <source>Part of it stays open through {lines}.</source>
        <translation>其中一部分仍可通过{lines}访问。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About</source>
        <translation>关于(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;CSV</source>
        <translation>CSV(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Cloud and region</source>
        <translation>云和区域(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Decision</source>
        <translation>按决定(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Explain a host…</source>
        <translation>查询主机(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Explanation</source>
        <translation>说明窗格(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Feature</source>
        <translation>按功能(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Group rules by</source>
        <translation>规则分组(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help for this step</source>
        <translation>本步骤的帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>按类型(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Leave out or include</source>
        <translation>排除或包含(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Markdown</source>
        <translation>Markdown(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;New plan</source>
        <translation>新建方案(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>下一步(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Redo {0}</source>
        <translation>重做(&amp;R) {0}</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>规则(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Sources of the rules</source>
        <translation>规则来源(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Traffic path</source>
        <translation>流量路径(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Undo {0}</source>
        <translation>撤销(&amp;U) {0}</translation>
    </message>
    <message>
        <source>Change re&amp;quest</source>
        <translation>变更请求(&amp;Q)</translation>
    </message>
    <message>
        <source>Chec&amp;k a page…</source>
        <translation>检查页面(&amp;K)…</translation>
    </message>
    <message>
        <source>Cluster &amp;facts</source>
        <translation>群集信息(&amp;F)</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>复制为(&amp;A)</translation>
    </message>
    <message>
        <source>E&amp;ditions…</source>
        <translation>版本(&amp;D)…</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>功能(&amp;E)</translation>
    </message>
    <message>
        <source>Next &amp;problem</source>
        <translation>下一个问题(&amp;P)</translation>
    </message>
    <message>
        <source>Next p&amp;ane</source>
        <translation>下一个窗格(&amp;A)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近的方案(&amp;R)</translation>
    </message>
    <message>
        <source>Open sa&amp;mple</source>
        <translation>打开示例(&amp;M)</translation>
    </message>
    <message>
        <source>Print pre&amp;view…</source>
        <translation>打印预览(&amp;V)…</translation>
    </message>
    <message>
        <source>Rea&amp;d approval…</source>
        <translation>读取审批结果(&amp;D)…</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Start from &amp;cluster…</source>
        <translation>从群集开始(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>MoreFacts</name>
    <message>
        <source>Fewer facts</source>
        <translation>收起更多信息</translation>
    </message>
    <message>
        <source>File &gt; Start from cluster… reads them all. While they are open, the traffic path says which are assumed; the others change nothing.</source>
        <translation>“文件”&gt;“从群集开始…”可读取全部。未回答时，按假定处理的内容会在流量路径中标明，其余不影响方案。</translation>
    </message>
    <message numerus="yes">
        <source>More facts, %n answered…</source>
        <translation>
            <numerusform>更多信息，已回答 %n 项…</numerusform>
        </translation>
    </message>
    <message>
        <source>More facts…</source>
        <translation>更多信息…</translation>
    </message>
</context>
<context>
    <name>NoticesPanel</name>
    <message numerus="yes">
        <source>%n more. All of them stand in the file.</source>
        <translation>
            <numerusform>还有 %n 条，文件中全部列出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking what each file can express…</source>
        <translation>正在检查各文件的表达能力…</translation>
    </message>
    <message>
        <source>Choose at least one target.</source>
        <translation>请至少选择一个目标。</translation>
    </message>
    <message numerus="yes">
        <source>Every chosen file expresses all %n rule(s).</source>
        <translation>
            <numerusform>所选文件都能完整表达全部 %n 条规则。</numerusform>
        </translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>{notices}, all in {target}</source>
        <translation>{notices}，均来自 {target}</translation>
    </message>
</context>
<context>
    <name>PageCheck</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check a page</source>
        <translation>检查页面</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Saved pages (*.html *.htm *.md);;All files (*)</source>
        <translation>保存的页面 (*.html *.htm *.md);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>&amp;Copy rows</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>Check a page</source>
        <translation>检查页面</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Compare &amp;with edition</source>
        <translation>比较版本(&amp;W)</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>比较结果</translation>
    </message>
    <message>
        <source>How is it compared?</source>
        <translation>如何比较？</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>未能读取的内容</translation>
    </message>
    <message>
        <source>What differs in {file}</source>
        <translation>{file} 中的差异</translation>
    </message>
</context>
<context>
    <name>PathFields</name>
    <message>
        <source>A NAT gateway that AKS creates sends egress to the internet, past the firewall, unless a route of your own leads there.</source>
        <translation>出站流量经 AKS 创建的 NAT 网关进入 Internet，不经过防火墙；自有路由指向防火墙时除外。</translation>
    </message>
    <message>
        <source>AKS denies egress with network rules on the cluster, before any firewall.</source>
        <translation>AKS 在群集上用网络规则拒绝出站流量，流量不会到达防火墙。</translation>
    </message>
    <message>
        <source>AKS sets up no way out. Without a route of your own, nodes reach nothing.</source>
        <translation>AKS 不设置出站路径。没有自定义路由时，节点无法访问任何地址。</translation>
    </message>
    <message>
        <source>The cluster&apos;s public load balancer sends egress to the internet, past the firewall, unless a route of your own leads there.</source>
        <translation>出站流量经群集的公共负载均衡器进入 Internet，不经过防火墙；自有路由指向防火墙时除外。</translation>
    </message>
    <message>
        <source>There are none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Your own NAT gateway on the node subnet sends egress to the internet, past the firewall, unless a route of your own leads there.</source>
        <translation>出站流量经节点子网上自有的 NAT 网关进入 Internet，不经过防火墙；自有路由指向防火墙时除外。</translation>
    </message>
    <message>
        <source>Your route table decides. With 0.0.0.0/0 to the firewall, all egress passes it.</source>
        <translation>由路由表决定。0.0.0.0/0 指向防火墙时，全部出站流量都经过防火墙。</translation>
    </message>
</context>
<context>
    <name>PathSummary</name>
    <message>
        <source>Hide the traffic path</source>
        <translation>隐藏流量路径</translation>
    </message>
    <message>
        <source>Show the traffic path</source>
        <translation>显示流量路径</translation>
    </message>
    <message>
        <source>Traffic path</source>
        <translation>流量路径</translation>
    </message>
</context>
<context>
    <name>PlanSoFar</name>
    <message numerus="yes">
        <source>%n NAT rule(s)</source>
        <translation>
            <numerusform>%n 条 NAT 规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n route(s)</source>
        <translation>
            <numerusform>%n 条路由</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a region. Then the rules appear here.</source>
        <translation>请选择区域，规则随后会显示在这里。</translation>
    </message>
    <message>
        <source>Plan so far</source>
        <translation>当前方案</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必需</translation>
    </message>
</context>
<context>
    <name>PointsList</name>
    <message numerus="yes">
        <source>%n more. F8 leads from one to the next.</source>
        <translation>
            <numerusform>还有 %n 项，按 F8 逐项查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>阻止变更</translation>
    </message>
    <message>
        <source>Warns</source>
        <translation>注意</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n file(s) will be replaced:</source>
        <translation>
            <numerusform>将替换 %n 个文件：</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Don&apos;t save</source>
        <translation>不保存(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Make folder</source>
        <translation>创建文件夹(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Choose another &amp;folder</source>
        <translation>选择其他文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Decide &amp;later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <source>Decisions and comments that a network team has written into {file} will be lost.</source>
        <translation>网络团队写入 {file} 的决定和意见将丢失。</translation>
    </message>
    <message>
        <source>Save the changes to {0}?</source>
        <translation>要保存对 {0} 的更改吗？</translation>
    </message>
    <message>
        <source>The folder {folder} is not there. Make it?</source>
        <translation>文件夹 {folder} 不存在。要创建它吗？</translation>
    </message>
    <message>
        <source>The planner stopped before {name} was saved. Open the work of {time}?</source>
        <translation>程序在保存 {name} 之前退出。要打开 {time} 的内容吗？</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>New cluster</source>
        <translation>新群集</translation>
    </message>
    <message>
        <source>edition {0}</source>
        <translation>{0} 版</translation>
    </message>
    <message>
        <source>no region yet</source>
        <translation>未选区域</translation>
    </message>
</context>
<context>
    <name>ReadinessPanel</name>
    <message numerus="yes">
        <source>%n open point(s) block this change</source>
        <translation>
            <numerusform>%n 项阻止变更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open point(s), none of which blocks</source>
        <translation>
            <numerusform>%n 项待注意，均不妨碍提交</numerusform>
        </translation>
    </message>
    <message>
        <source>Open points</source>
        <translation>待处理事项</translation>
    </message>
</context>
<context>
    <name>ReadinessView</name>
    <message numerus="yes">
        <source>%n blocking</source>
        <translation>
            <numerusform>%n 项阻止变更</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 项注意</numerusform>
        </translation>
    </message>
    <message>
        <source>Open points</source>
        <translation>待处理事项</translation>
    </message>
    <message>
        <source>Readiness: {0}</source>
        <translation>就绪情况：{0}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>已就绪</translation>
    </message>
</context>
<context>
    <name>RecentList</name>
    <message>
        <source>Plans that you save appear here.</source>
        <translation>保存过的方案会显示在这里。</translation>
    </message>
    <message>
        <source>Recent plans</source>
        <translation>最近的方案</translation>
    </message>
</context>
<context>
    <name>RecentPlans</name>
    <message>
        <source>Recent plans</source>
        <translation>最近的方案</translation>
    </message>
</context>
<context>
    <name>RecentTouched</name>
    <message numerus="yes">
        <source>%n not read: reading was cancelled</source>
        <translation>
            <numerusform>%n 个未读取：已取消读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Reading recent plans</source>
        <translation>正在读取最近的方案</translation>
    </message>
    <message>
        <source>Recent plans</source>
        <translation>最近的方案</translation>
    </message>
    <message>
        <source>Recent plans and their lines</source>
        <translation>最近的方案及其规则</translation>
    </message>
    <message numerus="yes">
        <source>Recent plans, as they are saved: %n touched</source>
        <translation>
            <numerusform>最近的方案（以保存的文件为准）：%n 个受影响</numerusform>
        </translation>
    </message>
    <message>
        <source>Recent plans: plans that you save appear here.</source>
        <translation>最近的方案：保存过的方案会显示在这里。</translation>
    </message>
</context>
<context>
    <name>RemedyCard</name>
    <message>
        <source>Fits best</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Internal address</source>
        <translation>内部地址</translation>
    </message>
</context>
<context>
    <name>RequestPage</name>
    <message>
        <source>&amp;Window</source>
        <translation>实施时间(&amp;W)</translation>
    </message>
    <message>
        <source>2026-09-05 22:00 to 23:00 UTC</source>
        <translation>2026-09-05 22:00 至 23:00 UTC</translation>
    </message>
    <message>
        <source>2027-09-05, or until the cluster is deleted</source>
        <translation>2027-09-05，或直到删除群集</translation>
    </message>
    <message>
        <source>A&amp;pproving team</source>
        <translation>审批团队(&amp;P)</translation>
    </message>
    <message>
        <source>Application &amp;owner</source>
        <translation>应用负责人(&amp;O)</translation>
    </message>
    <message>
        <source>Business &amp;reason</source>
        <translation>业务原因(&amp;R)</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Empty fields are printed as lines to fill in by hand.</source>
        <translation>留空的字段会打印成横线，可以手写。</translation>
    </message>
    <message>
        <source>Every field is filled in.</source>
        <translation>所有字段均已填写。</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>How to take the change back. Suggested from your plan.</source>
        <translation>如何撤回变更。已根据方案给出建议。</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>One sentence that a person outside your team understands.</source>
        <translation>用一句话写清业务原因，让团队以外的人也能看懂。</translation>
    </message>
    <message>
        <source>Pr&amp;iority</source>
        <translation>优先级(&amp;I)</translation>
    </message>
    <message>
        <source>Re&amp;quester</source>
        <translation>申请人(&amp;Q)</translation>
    </message>
    <message>
        <source>Rollbac&amp;k</source>
        <translation>回退方法(&amp;K)</translation>
    </message>
    <message>
        <source>Ticke&amp;t</source>
        <translation>工单号(&amp;T)</translation>
    </message>
    <message>
        <source>Tit&amp;le</source>
        <translation>标题(&amp;L)</translation>
    </message>
    <message>
        <source>Valid &amp;until</source>
        <translation>有效期至(&amp;U)</translation>
    </message>
    <message>
        <source>Verificatio&amp;n</source>
        <translation>验证方法(&amp;N)</translation>
    </message>
    <message>
        <source>What shows that it works? Suggested from your plan.</source>
        <translation>如何确认已生效？已根据方案给出建议。</translation>
    </message>
    <message>
        <source>Who asks, and when?</source>
        <translation>由谁提出，何时实施？</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>{empty} of {all} fields empty</source>
        <translation>{all} 个字段中有 {empty} 个留空</translation>
    </message>
</context>
<context>
    <name>RoutesDialog</name>
    <message>
        <source>&amp;Answer…</source>
        <translation>回答(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Decisions on routes</source>
        <translation>对路由的决定</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>They are decided in the workbook too. Scripts write the approved ones alone.</source>
        <translation>路由同样在工作簿中审批。脚本只写入已批准的路由。</translation>
    </message>
    <message>
        <source>What was decided on the routes</source>
        <translation>对路由的决定</translation>
    </message>
</context>
<context>
    <name>RoutingDecision</name>
    <message numerus="yes">
        <source>%n more…</source>
        <translation>
            <numerusform>还有 %n 项…</numerusform>
        </translation>
    </message>
    <message>
        <source>Affected services</source>
        <translation>受影响的服务</translation>
    </message>
    <message>
        <source>How does this work?</source>
        <translation>工作原理</translation>
    </message>
    <message>
        <source>Same for all services</source>
        <translation>应用于所有服务</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Ways to mend the path</source>
        <translation>修复方式</translation>
    </message>
    <message>
        <source>Why does this happen?</source>
        <translation>为什么会这样？</translation>
    </message>
</context>
<context>
    <name>RulesFilter</name>
    <message>
        <source>All rules</source>
        <translation>全部规则</translation>
    </message>
    <message>
        <source>Application rules</source>
        <translation>应用程序规则</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Assumed</source>
        <translation>假定</translation>
    </message>
    <message>
        <source>Assumed ({0})</source>
        <translation>假定（{0}）</translation>
    </message>
    <message>
        <source>By decision</source>
        <translation>按决定分组</translation>
    </message>
    <message>
        <source>By feature</source>
        <translation>按功能分组</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型分组</translation>
    </message>
    <message>
        <source>Find host, service or reason</source>
        <translation>查找主机、服务或用途</translation>
    </message>
    <message>
        <source>Group rules by</source>
        <translation>规则分组方式</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Lines to show</source>
        <translation>显示哪些规则</translation>
    </message>
    <message>
        <source>NAT rules</source>
        <translation>NAT 规则</translation>
    </message>
    <message>
        <source>Network rules</source>
        <translation>网络规则</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必需</translation>
    </message>
    <message>
        <source>With remarks</source>
        <translation>有备注</translation>
    </message>
</context>
<context>
    <name>RulesMenu</name>
    <message>
        <source>Close all groups</source>
        <translation>折叠所有分组</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>More columns</source>
        <translation>更多列</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>展开所有分组</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>Choose a cloud and a region first. Then the rules appear here.</source>
        <translation>请先选择云和区域，规则随后会显示在这里。</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Cloud and region</source>
        <translation>云和区域</translation>
    </message>
    <message>
        <source>Explain a host…</source>
        <translation>查询主机…</translation>
    </message>
    <message>
        <source>No line contains &quot;{text}&quot;.</source>
        <translation>没有包含“{text}”的规则。</translation>
    </message>
    <message>
        <source>No line is of this kind.</source>
        <translation>没有此类规则。</translation>
    </message>
    <message>
        <source>Read why each line is needed. Optional lines can be left out.</source>
        <translation>了解每条规则的用途。可选规则可以不纳入方案。</translation>
    </message>
    <message>
        <source>Review the rules</source>
        <translation>查看规则</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules of the plan</source>
        <translation>方案中的规则</translation>
    </message>
    <message>
        <source>Show all rules</source>
        <translation>显示全部规则</translation>
    </message>
    <message>
        <source>These are the lines that the last answer changed.</source>
        <translation>以下是上次更改所影响的规则。</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message numerus="yes">
        <source>%n not needed</source>
        <translation>
            <numerusform>不需要 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n optional</source>
        <translation>
            <numerusform>可选 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>必需 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Open sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Open sample {0}</source>
        <translation>打开示例：{0}</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Azure China with Monitor and Policy</source>
        <translation>Azure 中国，启用 Monitor 和 Policy</translation>
    </message>
    <message>
        <source>China North 2, operated by 21Vianet. Other hosts, and tunnel rules that stay required.</source>
        <translation>中国北部 2，由世纪互联运营。主机不同，隧道规则始终必需。</translation>
    </message>
    <message>
        <source>Complete plans to look at or to change. Each is one click from a finished export.</source>
        <translation>可查看或修改的完整方案，随时可以导出。</translation>
    </message>
    <message>
        <source>East US, Linux nodes. The least that every cluster needs.</source>
        <translation>美国东部，Linux 节点。每个群集的最低要求。</translation>
    </message>
    <message>
        <source>Germany West Central. The API server is private, so its rules fall away and say why.</source>
        <translation>德国中西部。API 服务器为专用，不需要相应的规则，并说明原因。</translation>
    </message>
    <message>
        <source>Private cluster with Windows and GPU</source>
        <translation>带 Windows 和 GPU 的专用群集</translation>
    </message>
    <message>
        <source>Simple public cluster</source>
        <translation>简单的公共群集</translation>
    </message>
    <message>
        <source>Start from a sample</source>
        <translation>从示例开始</translation>
    </message>
</context>
<context>
    <name>ScriptNames</name>
    <message>
        <source>Names for firewall scripts…</source>
        <translation>防火墙脚本的名称…</translation>
    </message>
    <message>
        <source>Resource group, policy, zones, and Microsoft&apos;s service tag list.</source>
        <translation>资源组、策略、区域（zone）和 Microsoft 的服务标记列表。</translation>
    </message>
</context>
<context>
    <name>ScriptSettings</name>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Outside</source>
        <translation>外部(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Resource group</source>
        <translation>资源组(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Service tag list</source>
        <translation>服务标记列表(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Firewall &amp;policy</source>
        <translation>防火墙策略(&amp;P)</translation>
    </message>
    <message>
        <source>I&amp;nside</source>
        <translation>内部(&amp;N)</translation>
    </message>
    <message>
        <source>Names for firewall scripts</source>
        <translation>防火墙脚本的名称</translation>
    </message>
    <message>
        <source>Pr&amp;iority of the group</source>
        <translation>规则集合组的优先级(&amp;I)</translation>
    </message>
    <message>
        <source>Route &amp;table</source>
        <translation>路由表(&amp;T)</translation>
    </message>
    <message>
        <source>Service tag list</source>
        <translation>服务标记列表</translation>
    </message>
    <message>
        <source>Service tags (*.json)</source>
        <translation>服务标记 (*.json)</translation>
    </message>
    <message>
        <source>The priority is a whole number from {least} to {most}.</source>
        <translation>优先级是 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>使用这些名称</translation>
    </message>
    <message>
        <source>What is left empty becomes a variable that the script asks for.</source>
        <translation>留空的项目会成为脚本运行时询问的变量。</translation>
    </message>
    <message>
        <source>Which names do the scripts use?</source>
        <translation>脚本使用哪些名称？</translation>
    </message>
    <message>
        <source>Zones of PAN-OS, interfaces of FortiOS. Firewalls that know no Azure service tags need Microsoft&apos;s list, ServiceTags_Public.json or that of your cloud.</source>
        <translation>PAN-OS 的区域、FortiOS 的接口。不支持 Azure 服务标记的防火墙需要 Microsoft 的列表：ServiceTags_Public.json 或所用云的相应文件。</translation>
    </message>
    <message>
        <source>{count} service tags, change number {number}</source>
        <translation>{count} 个服务标记，变更号 {number}</translation>
    </message>
</context>
<context>
    <name>ServiceDialog</name>
    <message>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>A name has at most {most} characters; this one has {count}.</source>
        <translation>名称最多 {most} 个字符；这个有 {count} 个。</translation>
    </message>
    <message>
        <source>Add service</source>
        <translation>添加服务</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>Load balancer</source>
        <translation>负载均衡器</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Protocol and port</source>
        <translation>协议和端口</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>公共</translation>
    </message>
    <message>
        <source>Service reached from outside</source>
        <translation>从外部访问的服务</translation>
    </message>
    <message>
        <source>The address of its load balancer frontend. Leave it empty while it is not known.</source>
        <translation>负载均衡器前端的地址。尚未确定时留空。</translation>
    </message>
    <message>
        <source>Type a port.</source>
        <translation>请输入端口。</translation>
    </message>
    <message>
        <source>Which service do clients reach?</source>
        <translation>客户端访问哪个服务？</translation>
    </message>
    <message>
        <source>{name} is already in the plan. Choose another name.</source>
        <translation>方案中已有 {name}。请使用其他名称。</translation>
    </message>
    <message>
        <source>{port} is no port. Ports are whole numbers from 1 to 65535.</source>
        <translation>{port} 不是端口。端口是 1 到 65535 之间的整数。</translation>
    </message>
</context>
<context>
    <name>ServiceList</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Search services</source>
        <translation>搜索服务</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>{number} of 7, {title}, {detail}</source>
        <translation>第 {number} 步（共 7 步），{title}，{detail}</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Why do you ask?</source>
        <translation>为什么要问？</translation>
    </message>
</context>
<context>
    <name>ThreeSteps</name>
    <message>
        <source>A workbook and a printed request to approve, scripts for the firewall to run.</source>
        <translation>用于审批的工作簿和打印的变更请求，以及防火墙可用的脚本。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Cloud, cluster facts, features, traffic path. The list grows as you answer.</source>
        <translation>云、群集信息、功能、流量路径。列表随回答逐步生成。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. The endpoint lists ship with the planner.</source>
        <translation>所有数据都留在本机，终结点列表随程序提供。</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Why a cluster needs egress rules</source>
        <translation>群集为什么需要出站规则</translation>
    </message>
    <message>
        <source>Why each line is needed, what breaks without it, what is not needed and why.</source>
        <translation>每一行的用途和不放行的后果，以及不需要的项目及其原因。</translation>
    </message>
</context>
<context>
    <name>TrafficPage</name>
    <message>
        <source>How does traffic leave and reach the cluster?</source>
        <translation>流量如何进出群集？</translation>
    </message>
    <message>
        <source>Name, public or internal, TCP or UDP, port. Leave empty if nobody calls in.</source>
        <translation>名称、公共或内部、TCP 或 UDP、端口。没有则留空。</translation>
    </message>
    <message>
        <source>Picture of the traffic path</source>
        <translation>流量路径图</translation>
    </message>
    <message>
        <source>Services reached from outside</source>
        <translation>从外部访问的服务</translation>
    </message>
    <message>
        <source>The path in words</source>
        <translation>路径说明</translation>
    </message>
    <message>
        <source>The picture follows your answers. Firewall addresses go into routes and NAT rules.</source>
        <translation>图随答案更新。防火墙地址会写入路由和 NAT 规则。</translation>
    </message>
    <message>
        <source>Traffic path</source>
        <translation>流量路径</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>&amp;New plan</source>
        <translation>新建方案(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open plan…</source>
        <translation>打开方案(&amp;O)…</translation>
    </message>
    <message>
        <source>Answer a few questions. Get the list of hosts and ports, with the reason for every line, in a form that a network team can approve.</source>
        <translation>回答几个问题，即可得到主机和端口列表。每一行都有理由，形式便于网络团队审批。</translation>
    </message>
    <message>
        <source>Firewall rules for an AKS cluster</source>
        <translation>AKS 群集的防火墙规则</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>or drop a plan or a cluster&apos;s JSON anywhere on this window</source>
        <translation>或将方案文件或群集的 JSON 拖放到此窗口</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Files with this ending cannot be opened. Drop a plan, whose name ends in .yaml, or a cluster&apos;s JSON.</source>
        <translation>无法打开此类型的文件。请拖放以 .yaml 结尾的方案，或群集的 JSON。</translation>
    </message>
    <message>
        <source>One file can be opened at a time. Drop a plan, whose name ends in .yaml, or a cluster&apos;s JSON.</source>
        <translation>一次只能打开一个文件。请拖放扩展名为 .yaml 的方案文件，或群集的 .json 文件。</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message numerus="yes">
        <source>%n more on this step.</source>
        <translation>
            <numerusform>此步骤还有 %n 项。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open point(s) block this change.</source>
        <translation>
            <numerusform>%n 项阻止变更。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n required</source>
        <translation>
            <numerusform>必需 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) added</source>
        <translation>
            <numerusform>新增 %n 条规则</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) removed</source>
        <translation>
            <numerusform>移除 %n 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation>下一步：{0}</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>没有需要处理的内容。</translation>
    </message>
    <message>
        <source>{title}, step {number} of 7</source>
        <translation>{title}，第 {number} 步（共 7 步）</translation>
    </message>
</context>
<context>
    <name>_RecentRow</name>
    <message>
        <source>File not found.</source>
        <translation>找不到文件。</translation>
    </message>
    <message>
        <source>Made with edition {0}; a newer one is known</source>
        <translation>使用 {0} 版生成，已有更新的版本</translation>
    </message>
    <message>
        <source>Open {0}, {1}</source>
        <translation>打开 {0}，{1}</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Remove {0} from the list</source>
        <translation>从列表中移除 {0}</translation>
    </message>
    <message>
        <source>today {0}</source>
        <translation>今天 {0}</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{0} required, {1} optional</source>
        <translation>必需 {0}，可选 {1}</translation>
    </message>
</context>
<context>
    <name>_Withheld</name>
    <message>
        <source>Rules of {0}</source>
        <translation>{0} 的规则</translation>
    </message>
    <message>
        <source>Take {0} off</source>
        <translation>取消 {0}</translation>
    </message>
    <message>
        <source>Which rules were these?</source>
        <translation>有哪些规则？</translation>
    </message>
    <message>
        <source>{0} is not offered here. {1}</source>
        <translation>此处不提供 {0}。{1}</translation>
    </message>
</context>
</TS>
