"""How Chinese surnames are read (姓氏读音): 911 surnames, single and double, with their reading as surnames.

A surname often sounds unlike the same character elsewhere: 单 is shan, 曾 zeng, 仇 qiu. Facts carried over from the surname
table of the pinyin-pro project (MIT). Passports write YU for ü (吕 LYU); people also write U or V.
"""

from collections.abc import Mapping

_TABLE = """
a=阿 ai=爱,艾 an=安 ang=昂 ao=傲,敖 ba=巴 bai=拜,摆,柏,白,百 ban=班 bao=保,包,宝,暴,葆,鲍 bei=悲,贝 ben=贲 bi=毕,碧,薜,闭
bian=卞,边 bie=别 bin=宾,斌 bing=丙,邴 bo=伯,博,薄 bu=卜,布,步,补,部 cai=才,菜,蔡 cang=仓,苍,藏 cao=操,曹 cen=岑 cha=査
chai=柴 chan=禅,产 chang=唱,常,昌,畅,苌 chao=巢,晁,朝 che=车 chen=晨,谌,陈 cheng=成,承,程 chi=池,赤,迟 chong=充,崇 chou=丑,侴
chu=储,初,楚,禇,褚 chuai=啜 chun=春 ci=慈,次 cong=丛,从 cui=催,崔 da=笪,达 dai=代,戴 dan=丹,但,旦 dang=党 dao=刀,道 deng=邓
di=底,狄,邸 dian=奠 diao=刁 ding=丁 dong=东,董,蕫 dongfang=东方 dou=窦,豆 du=堵,杜,都 duan=段 duanmu=端木 dun=顿 duo=多,夺
e=俄,鄂,鹗 en=恩 er=佴,尔,耳 fa=法 fan=凡,樊,番,范,藩 fang=房,方,芳 fei=费,斐 feng=丰,俸,冯,凤,奉,封,逢,酆 fo=佛
fu=付,伏,傅,复,富,弗,扶,洑,福,符,苻 gan=干,甘 gang=冮 gao=皋,郜,高 ge=戈,盖,葛,革 gen=艮 geng=耿,赓 geye=葛野
gong=公,宫,巩,弓,恭,拱,贡,龚 gou=勾,句,笱,缑,苟 gu=古,谷,辜,顾 guan=关,冠,官,管 guang=光,广 gui=归,桂,贵 guo=国,果,虢,过,郭,呙 ha=哈
hai=海 han=寒,撖,韩 hang=杭 hao=昊,浩,蒿,郝 he=何,和,贺,赫 hei=黑 heng=恒,衡 hong=弘,洪,红 hou=侯,候,厚,后 hu=呼,忽,户,扈,胡,虎
hua=化,华,滑,花 huai=怀,槐,淮 huan=宦,桓,郇 huang=黄 huangfu=皇甫 hui=惠 huo=火,霍 huyan=呼延
ji=冀,吉,姬,季,嵇,暨,汲,济,稽,籍,纪,蓟,计 jia=加,嘉,家,甲,荚,贾,郏 jian=剑,简,翦,菅,见,蹇,鉴,间 jiang=姜,江,蒋,降 jiao=娇,教,焦,矫,角
jie=介,揭,颉 jin=晋,金,靳 jing=井,京,净,敬,景,经,荆,靖,静 ju=居,巨,琚,鞠 jue=绝 kai=开 kan=阚 kang=亢,康 ke=可,柯 kong=孔 kou=寇
ku=库 kuai=蒯 kuan=宽 kuang=况,匡,旷,邝 kui=夔,蒉,逵,魁 la=喇 lai=来,赖 lan=兰,岚,蓝 lang=朗,郎,郞 lao=劳,老 le=勒 lei=类,雷
leng=冷 li=丽,利,力,励,历,厉,李,栗,礼,郦,里,黎 lian=廉,练,联,莲,连 liang=梁,良 liao=寥,廖 lin=林,蔺 ling=令,凌,玲 linghu=令狐
liu=刘,柳,留 long=隆,龙 lou=娄,楼,漏 lu=六,卢,禄,芦,路,逯,陆,鲁,鹿 luan=栾,鸾 lun=伦,论 luo=罗,雒,骆 luoge=洛格 luosang=洛桑
lü=吕,律 ma=玛,马,麻 mai=买,麦 man=曼,满 mang=莽 mao=冒,毛,茅,茆,卯 me=么 mei=梅 men=门 meng=孟,梦,蒙 mi=宓,秘,米,糜 mian=勉
miao=缪,苗,庙 min=敏,闵,闽 ming=名,明 mo=墨,磨,莫,默 moshan=摩珊 mou=牟 mu=慕,木,母,沐,牧,目,睦,穆 na=娜,纳,那 nai=能 nan=南
nang=曩 ni=倪,尼 nian=年,念,粘 nie=乜,聂 ning=宁,甯 niu=牛,钮 nong=侬,农,弄 ou=偶,区,欧,藕 ouyang=欧阳 pan=攀,潘,盘 pang=庞,逄
pei=裴 peng=彭,朋,蓬 pi=皮 pian=片,骈 piao=朴 ping=平 pu=普,浦,濮,莆,蒲 qi=亓,契,憩,戚,漆,琪,祁,祈,綦,齐 qian=千,潜,钱
qiang=强,羌 qiao=乔,谯 qin=琴,秦,覃,钦 qing=卿,庆,清,青 qiu=丘,仇,求,秋,裘,邱 qu=屈,曲,渠,璩,瞿,麴 quan=全,权,荃 que=阙 ran=冉
rao=饶 re=热 ren=任,刃,仁 rong=容,戎,荣,蓉,融 ru=汝,茹 ruan=阮 rui=睿,芮 sa=萨 sai=赛 san=伞 sang=桑 sha=沙
shan=单,善,山,扇,闪,陕 shang=上,商,尚,赏 shangguan=上官 shao=召,绍,邵,韶 she=佘,厍,折,摄,舍 shen=慎,沈,申,莘 sheng=圣,生,盛,绳
shentu=申屠 shi=世,侍,史,士,师,施,时,是,矢,石,适,释 shou=受,寿,首 shu=束,树,殳,疏,舒 shuai=帅 shuang=双 shui=水,税 si=伺,司,思,斯
sima=司马 situ=司徒 song=宋,松 su=宿,粟,素,苏,速 sui=眭,睢,隋,随 sun=孙 suo=索,锁 ta=他 tai=台,太,邰 tan=檀,潭,谈,谭 tang=唐,汤
tantai=澹台 tao=桃,陶 teng=滕,腾,藤 tian=恬,田 tie=贴,铁 ting=婷 tong=仝,佟,同,童,通 tou=钭 tu=凃,屠,涂 tuo=庹,托 wan=万,宛,碗
wang=旺,望,汪,王 wei=伟,位,卫,危,尉,巍,蔚,隗,韦,魏 wen=文,温,闻,雯 weng=瓮,翁 wo=沃 wu=乌,仵,伍,务,午,吴,巫,忤,武,毋,邬
xi=习,喜,奚,希,席,息,袭,西,郗 xia=夏 xiahou=夏侯 xian=先,冼,咸,贤,鲜,宪 xiang=向,相,象,项 xianyu=鲜于 xiao=孝,效,晓,筱,肖,萧
xie=解,谢 xin=信,心,忻,欣,薪,辛 xing=兴,刑,幸,邢 xiong=熊 xiu=修 xu=吁,徐,旭,续,胥,许,须 xuan=宣,玄,禤,轩 xuanyuan=轩辕 xue=薛
xun=寻,荀 ya=亚,牙,雅 yan=严,妍,宴,岩,延,晏,沿,炎,焉,燕,言,鄢,闫,阎,颜 yang=仰,养,扬,杨,羊,阳 yanye=岩野 yao=姚,尧,幺,要 ye=冶,叶,夜
yi=义,乙,仪,伊,奕,宜,弋,懿,扆,易,毅,益,羿,蚁,衣,裔 yin=印,尹,殷,银,阴 ying=应,英,莺,营 yong=咏,永,雍 you=尤,有,游,由
yu=于,余,俞,喻,宇,庾,於,昱,淤,渔,玉,禹,虞,遇,郁,鱼,裕 yuan=元,原,源,苑,袁,远 yuchi=尉迟 yue=乐,岳,悦,月,越 yun=云,员,恽,筠,貟 yuwen=宇文
zai=宰 zan=昝 zang=臧 zeng=曾,甑 zha=查 zhai=翟,宅 zhan=占,展,战,旃,湛,站,詹 zhang=张,彰,掌,章 zhao=招,肇,赵,钊 zhe=哲,喆
zhen=溱,甄,真 zheng=征,政,郑 zhi=之,支,智,植,直,稚,郅 zhong=中,仲,种,终,衷,钟,锺 zhou=周 zhu=朱,祝,竺,诸,邾,主 zhuang=庄
zhuge=诸葛 zhuo=卓,禚 zi=訾,资 zong=宗,纵 zou=邹 zu=俎,祖 zun=尊 zuo=佐,左
"""

READING_OF: Mapping[str, str] = {
    surname: reading
    for reading, surnames in (entry.split("=") for entry in _TABLE.split())
    for surname in surnames.split(",")
}
